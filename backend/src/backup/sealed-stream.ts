import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'
import { BackupError } from './error.ts'

/*
 * A stream under AES-256-GCM in chunks. Layout: `ATVB`, version, whose secret it is (8 bytes), salt (32); then for each
 * chunk its length (4 bytes), tag (16) and ciphertext. The key is made by HKDF-SHA256 from the secret, the salt and
 * what the stream is, so that none passes for another. A chunk's nonce is its number and whether it is the last: chunks
 * can be neither changed, moved nor left out, and an end that is none is noticed.
 */

const magic = Buffer.from('ATVB')
const version = 1
const ownerLength = 8
const saltLength = 32
const headLength = magic.length + 1 + ownerLength + saltLength
const tagLength = 16
const chunkLength = 64 * 1024

const derived = (secret: Buffer, salt: Buffer, info: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length))

/** Tells secrets apart and says nothing else about them. */
const ownerOf = (secret: Buffer): Buffer =>
  derived(secret, Buffer.alloc(0), 'atavus-backup-owner', ownerLength)

const keyOf = (secret: Buffer, salt: Buffer, what: string): Buffer =>
  derived(secret, salt, `atavus-backup/${version}/${what}`, 32)

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce[0] = last ? 1 : 0
  nonce.writeBigUInt64BE(BigInt(number), 4)
  return nonce
}

/** Seals what passes. `what` says what it is, and must be said again to open it. */
export function sealing(secret: Buffer, what: string): Transform {
  const salt = randomBytes(saltLength)
  const key = keyOf(secret, salt, what)
  let rest = Buffer.alloc(0)
  let number = 0
  function chunk(content: Buffer, last: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number++, last))
    const sealed = Buffer.concat([cipher.update(content), cipher.final()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.length)
    return Buffer.concat([length, cipher.getAuthTag(), sealed])
  }
  const stream = new Transform({
    transform(content: Buffer, _, done) {
      rest = Buffer.concat([rest, content])
      for (; rest.length > chunkLength; rest = rest.subarray(chunkLength))
        this.push(chunk(rest.subarray(0, chunkLength), false))
      done()
    },
    flush(done) {
      done(null, chunk(rest, true))
    },
  })
  stream.push(Buffer.concat([magic, Buffer.of(version), ownerOf(secret), salt]))
  return stream
}

/**
 * Opens what `sealing` made. Ends with a `BackupError`: `foreign`, `newer`, `other_secrets`, `damaged` or `truncated`.
 */
export function opening(secret: Buffer, what: string): Transform {
  const name = what.split('/').at(-1)
  let rest = Buffer.alloc(0)
  let key: Buffer | undefined
  let number = 0
  let ended = false

  function head(bytes: Buffer): Buffer {
    if (!bytes.subarray(0, magic.length).equals(magic))
      throw new BackupError('foreign', `${name} is no file of a backup.`)
    if (bytes[magic.length] !== version)
      throw new BackupError('newer', `${name} was written by another version of Atavus.`)
    const owner = bytes.subarray(magic.length + 1, magic.length + 1 + ownerLength)
    if (!owner.equals(ownerOf(secret)))
      throw new BackupError('other_secrets', `${name} was sealed with the secrets of another installation.`)
    return keyOf(secret, bytes.subarray(headLength - saltLength, headLength), what)
  }

  function opened(key: Buffer, tag: Buffer, sealed: Buffer): Buffer {
    if (ended) throw damaged()
    // A full chunk may be the last one by chance; which it is, its nonce says.
    for (const last of sealed.length < chunkLength ? [true] : [false, true]) {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, last))
      decipher.setAuthTag(tag)
      const content = decipher.update(sealed)
      try {
        decipher.final()
      } catch {
        continue
      }
      number++
      ended = last
      return content
    }
    throw damaged()
  }
  const damaged = () => new BackupError('damaged', `${name} was changed since it was written.`)

  function take(this: Transform): void {
    if (!key) {
      if (rest.length < headLength) return
      key = head(rest)
      rest = rest.subarray(headLength)
    }
    while (rest.length >= 4 + tagLength) {
      const length = rest.readUInt32BE(0)
      if (length > chunkLength) throw damaged()
      const end = 4 + tagLength + length
      if (rest.length < end) return
      this.push(opened(key, rest.subarray(4, 4 + tagLength), rest.subarray(4 + tagLength, end)))
      rest = rest.subarray(end)
    }
  }

  const attempt = (work: () => void, done: TransformCallback) => {
    try {
      work()
      done()
    } catch (error) {
      done(error as Error)
    }
  }
  return new Transform({
    transform(content: Buffer, _, done) {
      attempt(() => {
        rest = Buffer.concat([rest, content])
        take.call(this)
      }, done)
    },
    flush(done) {
      attempt(() => {
        if (!key && !magic.subarray(0, rest.length).equals(rest.subarray(0, magic.length)))
          throw new BackupError('foreign', `${name} is no file of a backup.`)
        if (rest.length && ended) throw damaged()
        if (!ended) throw new BackupError('truncated', `${name} ends before its end.`)
      }, done)
    },
  })
}
