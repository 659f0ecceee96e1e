import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isMailAddress } from './address.ts'
import { readMailSettings } from './mail.settings.ts'
import { transportOf } from './mailer.ts'

const given = {
  MAIL_URL: 'smtp://me:pass%40word@mail.example:2525',
  MAIL_FROM: 'The site <site@example.org>',
  PUBLIC_URL: 'https://site.example/',
}

describe('the settings of mail', () => {
  test('are read, and mail is off where MAIL_URL is left out', () => {
    assert.deepEqual(readMailSettings(given), {
      ok: true,
      value: {
        url: given.MAIL_URL,
        from: { name: 'The site', address: 'site@example.org' },
        site: 'https://site.example',
      },
    })
    const { MAIL_URL: _, ...rest } = given
    assert.deepEqual(readMailSettings(rest), { ok: true, value: undefined })
  })

  test('are refused with every problem at once, and without what they hold', () => {
    const urls = ['https://SECRET', 'smtp://', 'smtp://mail.example/SECRET', 'smtp://me:%SECRET@mail.example', 'SECRET']
    for (const MAIL_URL of urls) {
      const read = readMailSettings({ MAIL_URL, MAIL_FROM: 'SECRET' })
      assert.ok(!read.ok)
      assert.deepEqual(
        read.problems.map(({ field }) => field),
        ['MAIL_URL', 'MAIL_FROM', 'PUBLIC_URL'],
        MAIL_URL,
      )
      assert.doesNotMatch(JSON.stringify(read), /SECRET/)
    }
  })
})

describe('the way to a mail server', () => {
  const to = (url: string) =>
    transportOf({ url, from: { name: '', address: 'a@b.example' }, site: 'https://site.example' })

  test('takes a password, decoded, over TLS alone, except to this machine', () => {
    const { host, port, auth, requireTLS, secure } = to(given.MAIL_URL)
    assert.deepEqual([host, port, requireTLS, secure], ['mail.example', 2525, true, false])
    assert.deepEqual(auth, { user: 'me', pass: 'pass@word' })
    assert.equal(to('smtps://me:x@mail.example').secure, true)
    assert.equal(to('smtp://me:x@127.0.0.1:25').requireTLS, false)
    assert.equal(to('smtp://relay.example').auth, undefined)
    assert.equal(to('smtp://[::1]:25').host, '::1')
  })
})

test('an address is one mailbox, of which no list, header or command could be made', () => {
  for (const text of ['a@b', "o'neill+x@example.org", 'é@exämple.org']) assert.ok(isMailAddress(text), text)
  const wrong = [
    '',
    'a',
    'a@',
    '@b',
    'a@b@c',
    'a b@c',
    'a@b,c@d',
    'a@b;c',
    '<a@b>',
    'a@b\nBcc: c@d',
    'a@b\r',
    '"a"@b',
    'a@(b)c',
  ]
  for (const text of [...wrong, `${'a'.repeat(250)}@b.org`]) assert.ok(!isMailAddress(text), text)
})
