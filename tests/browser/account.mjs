#!/usr/bin/env node
// account.mjs: a visitor registers for an event, makes an account with the same address, and finds the ticket there;
// forgets the password, moves to another address, and chooses what is written to them.  On a phone and a wide screen, with and
// without script, in both languages; every page through axe.  Prints TAP.
import { readdirSync, readFileSync } from 'node:fs'
import { axe, cspReports, end, firstLink, launch, open, same, site, test, truth, widths, world } from './lib.mjs'

const password = 'seven small lanterns drift'
const shots = process.env.MARQUEE_SHOTS    // a folder to look at what the tests see
let count = 0

const somebody = () => `b${Date.now().toString(36)}${count++}@example.net`

// The links in the mails the sink took for an address, the newest last.
function links(address) {
  const found = []
  for (const name of readdirSync(`${world}/mail`).sort()) {
    const raw = readFileSync(`${world}/mail/${name}`, 'utf8').replace(/=\r?\n/g, '').replace(/=3D/g, '=')
    if (!raw.includes(`X-Sink-To: ${address}`)) continue
    const text = raw.match(/https?:\/\/\S+\?token=[\w.-]+/)
    if (text) found.push(text[0])
  }
  return found
}

async function link(address, n = 1) {
  for (let i = 0; i < 150; i++) {
    const found = links(address)
    if (found.length >= n) return found.at(-1)
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  throw new Error(`no mail number ${n} to ${address}`)
}

// Nothing to complain about on this page.
async function fine(page, what) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

  truth(wide <= 0, `${what} is ${wide} px too wide`)
  same((await axe(page)).join('\n'), '', `axe on ${what}`)
  if (shots)
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: `${shots}/${what.replace(/\W+/g, '-')}-${colorScheme}.png`, fullPage: true })
    }
}

async function signUp(page, prefix, address) {
  await page.goto(`${site}${prefix}/account/sign-up`)
  await page.fill('#field-name', 'Bea Browser')
  await page.fill('#field-email', address)
  await page.fill('#field-password', password)
  await page.click('main button[type=submit]')
  await page.waitForURL(`${site}${prefix}/account/sent`)
}

async function signIn(page, prefix, address, secret) {
  await page.goto(`${site}${prefix}/account/sign-in`)
  await page.fill('#field-email', address)
  await page.fill('#field-password', secret)
  await page.click('main button[type=submit]')
}

async function whole(browser, size, prefix, javaScriptEnabled) {
  const page = await open(browser, { viewport: widths[size], javaScriptEnabled })
  const address = somebody(), where = `${size}${prefix}${javaScriptEnabled ? '' : ' without script'}`
  const see = what => javaScriptEnabled ? fine(page, `${what} ${where}`) : undefined

  await page.goto(`${site}${prefix}/account/sign-up`)
  await see('sign-up')
  if (javaScriptEnabled) {
    await page.fill('#field-password', 'x')
    const shown = page.locator('[data-show]')
    await shown.click()
    same(await page.locator('#field-password').getAttribute('type'), 'text', 'what is typed can be seen')
    await page.locator('main button[type=submit]').click()
    await page.waitForSelector('.errors')
    same(await page.locator('#field-password').getAttribute('type'), 'password', 'and is hidden again')
    await see('sign-up wrong')
  }
  await signUp(page, prefix, address)
  truth((await page.textContent('main')).includes(address), 'it says where the mail goes')
  await see('sent')
  const proof = await link(address)
  truth(proof.startsWith(`${site}${prefix}/account/verify`), proof)
  const stranger = await open(browser, { viewport: widths[size], javaScriptEnabled })
  await stranger.goto(proof)
  same(await stranger.locator('#field-password').count(), 1, 'another browser is asked for the password')
  await stranger.context().close()
  await page.goto(proof)
  await see('verify')
  await page.click('main button[type=submit]')
  await page.waitForURL(`${site}${prefix}/account`)
  await see('account')
  await page.goto(`${site}${prefix}/account/tickets`)
  await see('no tickets')
  same(await page.locator('.empty a').getAttribute('href'), `${prefix}/discover`, 'where tickets are')

  await page.goto(`${site}${prefix}/account/profile`)
  await see('profile')
  if (javaScriptEnabled)
    same(await page.inputValue('#field-time_zone'), 'Europe/Lisbon', 'the zone of the browser')
  await page.fill('#field-name', 'Bea <i>B</i>')
  await page.click('main button[type=submit]')
  await page.waitForURL(`${site}${prefix}/account`)
  truth((await page.textContent('main')).includes('Bea <i>B</i>'), 'the new name')
  await page.goto(`${site}${prefix}/account/notices`)
  await see('notices')
  await page.uncheck('#field-reminder_day')
  await page.click('main button[type=submit]')
  await page.goto(`${site}${prefix}/account/notices`)
  same(await page.isChecked('#field-reminder_day'), false, 'what was not wanted')
  same(await page.isChecked('#field-organizer_message'), true, 'what was')

  const next = somebody()
  await page.goto(`${site}${prefix}/account/address`)
  await see('address')
  await page.fill('#field-email', next)
  await page.click('main button[type=submit]')
  await page.waitForURL(`${site}${prefix}/account`)
  await page.goto(await link(next))
  await see('address confirm')
  await page.click('main button[type=submit]')
  await page.waitForURL(`${site}${prefix}/account`)
  truth((await page.textContent('main')).includes(next), 'the new address')
  await page.goto(await link(address, 3))
  await see('objection')
  await page.goto(`${site}${prefix}/account/password`)
  await see('password')

  await page.goto(`${site}${prefix}/account/forgotten`)
  await see('forgotten')
  await page.fill('#field-email', next)
  await page.click('main button[type=submit]')
  await page.waitForURL(`${site}${prefix}/account/sent`)
  const reset = await link(next, 2)
  await page.goto(reset)
  await see('reset')
  await page.fill('#field-password', 'nine loud trumpets at dawn')
  await page.click('main button[type=submit]')
  await page.waitForURL(`${site}${prefix}/account/sign-in`)
  await see('sign-in')
  await page.goto(reset)
  await see('over')
  await signIn(page, prefix, next, 'nine loud trumpets at dawn')
  await page.waitForURL(`${site}${prefix}/account/tickets`)
  same(page.problems.filter(p => !p.includes('status of 422')).join('\n'), '', 'nothing went wrong on the way')
  await page.context().close()
}

// A guest registers, makes an account later, and the ticket is there.
async function adopt(browser, size) {
  const page = await open(browser, { viewport: widths[size] })
  const address = somebody()

  await page.goto(`${site}/discover?price=free`)
  await page.goto(`${site}${await firstLink(page, '/e/')}`)
  const title = (await page.textContent('h1')).trim()
  await page.locator('form[action$="/checkout/hold"] button[type=submit]').first().click()
  await page.waitForURL(/\/checkout\/[0-9a-z]{13}-/)
  await page.fill('#field-name', 'Bea Browser')
  await page.fill('#field-email', address)
  await page.locator('#field-email').press('Enter')
  await page.locator('text=You are registered.').waitFor()
  await signUp(page, '', address)
  await page.goto(await link(address))
  await page.click('main button[type=submit]')
  await page.waitForURL(`${site}/account`)
  for (let i = 0; i < 100; i++) {
    await page.goto(`${site}/account/tickets`)
    if (await page.locator('.row-ticket').count()) break
    await page.waitForTimeout(200)
  }
  truth((await page.textContent('main')).includes(title), 'the ticket is in the list')
  await fine(page, `tickets ${size}`)
  await page.locator('.row-ticket a').first().click()
  await page.waitForURL(/\/checkout\/ticket\//)
  truth((await page.textContent('main')).includes(title), 'and leads to its page')
  await page.context().close()
}

const browser = await launch()
const reports = cspReports()

for (const size of Object.keys(widths))
  for (const prefix of ['', '/de'])
    await test(`an account from its first to its last page, ${size}${prefix}`, () => whole(browser, size, prefix, true))
await test('the same without script', () => whole(browser, 'phone', '', false))
await test('what a guest registered for is found by the account', () => adopt(browser, 'phone'))
await test('nothing was refused by the content policy', () => same(cspReports(), reports, 'bytes of reports'))
await browser.close()
end()
