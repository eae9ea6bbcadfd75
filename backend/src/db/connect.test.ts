import { expect, test } from 'vitest'
import { connect } from './connect.ts'

test('a name in the address of a socket is read as it is meant', async () => {
  const url = 'postgres://a%40b:p%2Fq@/my%20chat?host=/run/my%20postgres&port=5433'
  const sql = connect({ kind: 'server', url }, 'atavus_app', { max: 1 })

  expect(sql.options).toMatchObject({ user: 'a@b', pass: 'p/q', database: 'my chat', port: [5433] })
  expect(sql.options.host).toEqual(['/run/my postgres'])
  await sql.end()
})
