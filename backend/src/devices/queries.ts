import type { Person, Stranger } from '../db/tenancy.ts'

export interface NewRequest {
  id: string
  challenge: Buffer
  code: string
  name: string
  /** Where it was asked, as a keyed hash. */
  network: Buffer
  askedAt: Date
  expiresAt: Date
}

/** Keeps what a device asks, until somebody answers. */
export async function insertRequest(stranger: Stranger, asked: NewRequest): Promise<void> {
  const { id, challenge, code, name, network, askedAt, expiresAt } = asked
  await stranger`
    select ask_device(${id}, ${challenge}, ${code}, ${name}, ${network}, ${askedAt}, ${expiresAt})
  `
}

export type OpenRequest = Omit<NewRequest, 'id' | 'challenge'>

/** A request that nobody has answered yet. */
export async function findRequest(person: Person, id: string): Promise<OpenRequest | undefined> {
  const [row] = await person<OpenRequest[]>`
    select code, name, network, created_at as "askedAt", expires_at as "expiresAt"
    from find_device_request(${id}, ${person.now})
  `
  return row
}

/** Answers a request for the handle's account: by the session of the device, or null to refuse. Says whether it did. */
export async function answerRequest(person: Person, id: string, session: string | null): Promise<boolean> {
  const [row] = await person<{ answered: boolean }[]>`
    select answer_device_request(${id}, ${session}) as answered
  `
  return row?.answered ?? false
}

/** What became of a request. */
export interface Outcome {
  /** Whether the verifier was the one. */
  fits: boolean
  /** Who has answered. */
  account: string | null
  /** The device's session; null with an account: it was refused. */
  session: string | null
}

/** What became of a request, which is spent by an answer and by a wrong verifier. */
export async function takeRequest(
  stranger: Stranger,
  id: string,
  challenge: Buffer,
  moment: Date,
): Promise<Outcome | undefined> {
  const [row] = await stranger<Outcome[]>`
    select fits, account, session from take_device_request(${id}, ${challenge}, ${moment})
  `
  return row
}

/** Begins the session of a device, which ends soon unless it is taken up. */
export async function insertDevice(
  person: Person,
  { id, name, expiresAt }: { id: string; name: string; expiresAt: Date },
): Promise<void> {
  await person`
    insert into sessions (account_id, id, device, generation, rotated_at, created_at, expires_at)
    values (${person.account}, ${id}, ${name}, 1, ${person.now}, ${person.now}, ${expiresAt})
  `
}

/** A device of the handle's account, and what its panel shows of that. */
export interface LiveDevice {
  name: string
  username: string
  email: string
  expiresAt: Date
}

/** A device that has not ended; undefined also for a suspended account. */
export async function liveDevice(person: Person, id: string): Promise<LiveDevice | undefined> {
  const [row] = await person<LiveDevice[]>`
    select s.device as name, a.username, a.email, s.expires_at as "expiresAt"
    from sessions s join accounts a on a.id = s.account_id and a.suspended_at is null
    where s.account_id = ${person.account} and s.id = ${id} and s.device is not null and s.ended_at is null
      and s.expires_at > ${person.now}
  `
  return row
}
