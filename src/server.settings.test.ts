import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readServerSettings } from './server.settings.ts'

describe('the settings of a server', () => {
  test('may all be left out, and empty counts as left out', () => {
    const read = readServerSettings({ PORT: '', DATABASE_URL: '', PATH: '/bin' })
    assert.ok(read.ok)
    assert.deepEqual(
      Object.values(read.value).filter((value) => value !== undefined),
      [],
    )
  })

  test('are read', () => {
    const read = readServerSettings({
      DATABASE_URL: 'postgres://me:secret@db/throughline',
      PORT: '8080',
      PUBLIC_URL: 'https://throughline.example',
      TRUST_PROXY: 'loopback',
      LOG_LEVEL: 'warn',
      HOST: '0.0.0.0',
      MAIL_URL: 'smtps://me:secret@mail.example',
      MAIL_FROM: 'Throughline <throughline@example.org>',
    })
    assert.deepEqual(read, {
      ok: true,
      value: {
        databaseUrl: 'postgres://me:secret@db/throughline',
        host: '0.0.0.0',
        port: 8080,
        publicUrl: 'https://throughline.example',
        trustProxy: 'loopback',
        logLevel: 'warn',
        mail: {
          url: 'smtps://me:secret@mail.example',
          from: { name: 'Throughline', address: 'throughline@example.org' },
          site: 'https://throughline.example',
        },
      },
    })
  })

  test('are refused with every problem at once, and never with what they hold', () => {
    const given = {
      DATABASE_URL: 'mysql://SECRET',
      PORT: '99999',
      PUBLIC_URL: 'http://SECRET',
      LOG_LEVEL: 'SECRET',
      MAIL_URL: 'https://me:SECRET@mail.example',
      MAIL_FROM: 'SECRET',
    }
    const read = readServerSettings(given)
    assert.ok(!read.ok)
    assert.deepEqual(read.problems.map(({ field }) => field).sort(), Object.keys(given).sort())
    assert.ok(read.problems.every(({ message }) => !/SECRET|99999/.test(message)))
  })
})
