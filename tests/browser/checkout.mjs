#!/usr/bin/env node
// checkout.mjs: a visitor chooses tickets, says who comes, and has them: on a phone and wide, by day and by night,
// with script and without, in both languages; every page on the way valid, accessible, and refused nothing.
import { HtmlValidate } from 'html-validate'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { axe, cspReports, end, launch, open, same, site, test, truth, widths, until } from './lib.mjs'

const browser = await launch()
const before = cspReports()
const validator = new HtmlValidate(JSON.parse(readFileSync(new URL('html-validate.json', import.meta.url))))

// --- an event to come to: free, with questions of every kind; and what its database says ------------------

const system = fileURLToPath(new URL('../system', import.meta.url))
const made = `
import sys
sys.path.insert(0, ${JSON.stringify(system)})
from world import Event, letters, new_id, sql
e = Event("An evening in a browser")
sql(e.server, "UPDATE ticket_type SET kind = 'free', price = 0, about = 'Come as you are' WHERE id = %d" % e.type)
for position, (label, kind, required, asked, options) in enumerate((
        ("How did you hear of us?", "lines", 0, "order", "[]"), ("Allergies", "text", 0, "ticket", "[]"),
        ("Size of the T-shirt", "choice", 1, "ticket", '["S", "M", "L"]'),
        ("Which sessions?", "choices", 0, "ticket", '["Morning", "Evening"]'),
        ("I have read the rules", "flag", 1, "order", "[]"))):
    sql(e.server, "INSERT INTO question (id, event_id, organizer_id, position, label, kind, required, asked, options) VALUES "
        "(%d, %d, %d, %d, '%s', '%s', %d, '%s', '%s')" % (new_id(e.id >> 51), e.id, e.organizer, position, label, kind, required, asked, options))
print("/e/test-" + letters(e.id), e.server, e.quota, e.organizer, e.id, e.type)
`
const [event, server, quota, organizer, id, type] = execFileSync('python3', ['-c', made], { encoding: 'utf8' }).trim().split(' ')

function sql(text) {
  execFileSync('python3', ['-c', `
import sys
sys.path.insert(0, ${JSON.stringify(system)})
from world import sql
sql(${JSON.stringify(server)}, ${JSON.stringify(text)})`])
}

// --- looking ----------------------------------------------------------------------------------------------

async function looksRight(page, what) {
  same(await page.locator('h1').count(), 1, `${what}: h1`)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  truth(overflow <= 0, `${what}: ${overflow} px wider than the window`)
  const wrong = await axe(page)
  truth(wrong.length === 0, `${what}: ${wrong.join('\n')}`)
  await isValid(await page.content(), what)
}

async function isValid(html, what) {
  const report = await validator.validateString(html)
  truth(report.valid, report.results.flatMap(r => r.messages)
    .map(m => `${what} ${m.line}:${m.column} ${m.ruleId}: ${m.message}`).slice(0, 10).join('\n'))
}

// What a visitor never sees; that a form came back with 422 is no problem of a page.
function problems(page) {
  return page.problems.filter(p => !p.includes('422'))
}

async function choose(page, prefix, n) {
  await page.goto(site + prefix + event)
  await page.locator('.ticket-number select').selectOption(String(n))
  await page.locator('.offer button.button', { hasText: /Register|Anmelden/ }).click()
  await page.waitForURL(/\/checkout\/[0-9a-z]{13}-[0-9a-z]{26}$/)
}

const submit = page => page.locator('.checkout-main form button.button').first().click()
const field = (page, label) => page.locator('.field', { hasText: label }).locator('visible=true')

const stamp = Date.now().toString(36)

for (const [size, viewport] of Object.entries(widths))
  for (const javaScriptEnabled of [true, false])
    for (const [language, prefix] of [['en', ''], ['de', '/de']]) {
      const colorScheme = (size === 'phone') === javaScriptEnabled ? 'light' : 'dark'
      const how = `${size}, ${language}, ${colorScheme}, ${javaScriptEnabled ? 'with' : 'without'} script`

      await test(`from the event to the tickets: ${how}`, async () => {
        const page = await open(browser, { viewport, javaScriptEnabled, colorScheme })
        const looks = javaScriptEnabled ? looksRight : async (p, what) => isValid(await p.content(), what)
        await choose(page, prefix, 2)
        const order = page.url()
        await looks(page, 'details')
        if (javaScriptEnabled) {
          await until(page, () => /^1[0-9]:[0-9]{2}$/.test(document.querySelector('[data-clock]').textContent))
        } else {
          truth(/1[45] (minutes|Minuten)/.test(await page.locator('[data-clock]').innerText()), 'minutes are said')
        }
        await submit(page)
        await page.locator('.errors').waitFor()
        truth(await page.locator('.errors a').count() >= 4, 'what is wrong is said')
        await looks(page, 'details, wrong')
        for (const a of await page.locator('.errors a').all())
          same(await page.locator(await a.getAttribute('href')).count(), 1, `what ${await a.innerText()} leads to`)
        await page.fill('#field-name', 'Ada Lovelace')
        await page.fill('#field-email', `ada-${stamp}@example.org`)
        await page.locator('#who-each').check()
        same(await page.locator('.who-all').isVisible(), false, 'what is asked for all is shown')
        await page.fill('#field-name_2', 'Grace Hopper')
        for (const radio of await page.locator('.seat input[type=radio][value=M]').all()) await radio.check()
        await page.locator('.seat input[type=checkbox][value=Evening]').first().check()
        await page.locator('.section-first input[type=checkbox]').check()
        await looks(page, 'details, each')
        await submit(page)
        await page.locator('.pass').first().waitFor()
        same(page.url(), order, 'the order\'s address')
        same(await page.locator('.pass').count(), 2, 'tickets')
        truth((await page.locator('main').innerText()).includes('Grace Hopper'), 'whose ticket it is')
        for (const qr of await page.locator('.pass-code img').all())
          truth(await qr.evaluate(i => i.complete && i.naturalWidth > 0), 'the QR code is shown')
        const code = await page.locator('.pass-code').first().boundingBox()
        truth(code.y < viewport.height, 'the code is on the first screen')
        await looks(page, 'order')
        truth(problems(page).length === 0, problems(page).join('\n'))
        await page.context().close()
      })

      await test(`what a holder can do: ${how}`, async () => {
        const page = await open(browser, { viewport, javaScriptEnabled, colorScheme })
        const looks = javaScriptEnabled ? looksRight : async (p, what) => isValid(await p.content(), what)
        await choose(page, prefix, 3)
        const order = page.url()
        await page.fill('#field-name', 'Ada Lovelace')
        await page.fill('#field-email', `ada-${stamp}@example.org`)
        await page.locator('.who-all input[type=radio][value=S]').check()
        await page.locator('.section-first input[type=checkbox]').check()
        await submit(page)
        await page.locator('.pass').first().waitFor()

        await page.locator('.changer').nth(1).locator('details.change summary').first().click()
        await page.locator('.changer').nth(1).locator('input[name=name]').fill('Joan Clarke')
        await page.locator('.changer').nth(1).locator('details.change button').first().click()
        await page.locator('.pass h2', { hasText: 'Joan Clarke' }).waitFor()
        same(page.url(), order, 'back at the order')

        await page.locator('a[href$="/transfer"]').last().click()
        await looks(page, 'transfer')
        await page.fill('#field-name', 'Bo')
        await page.fill('#field-email', `bo-${stamp}@example.org`)
        await page.locator('main form button.button').click()
        await page.locator('input[name=sure]').waitFor({ state: 'attached' })
        await looks(page, 'transfer, asked')
        await page.locator('main form button.button').click()
        await page.waitForURL(/\/checkout\/ticket\/[^/]+$/)
        await looks(page, 'passed on')

        await page.goto(order)
        same(await page.locator('.pass-code img').count(), 2, 'codes')
        await page.locator('a[href$="/cancel"]').first().click()
        await looks(page, 'cancel')
        await page.locator('main form button.button-wrong').click()
        await page.waitForURL(/\/checkout\/ticket\/[^/]+$/)
        await looks(page, 'ticket, cancelled')
        await page.goto(order)
        same(await page.locator('.pass-code img').count(), 1, 'codes')
        await looks(page, 'order, changed')
        await page.locator('a[href*="/checkout/ticket/"]').first().click()
        truth(problems(page).length === 0, problems(page).join('\n'))
        await page.context().close()
      })
    }

await test('the clock runs out and says so', async () => {
  const page = await open(browser, { viewport: widths.phone })
  await choose(page, '', 1)
  sql(`UPDATE orders SET expires_at = NOW(3) + INTERVAL 3 SECOND WHERE state = 'held' AND id IN (SELECT order_id FROM hold WHERE quota_id = ${quota})`)
  await page.reload()
  await page.locator('.held-late').waitFor({ timeout: 8000 })
  truth((await page.locator('.held').innerText()).includes('Your time is up'), 'words')
  const wrong = await axe(page)
  truth(wrong.length === 0, wrong.join('\n'))
  await page.locator('.checkout-side button.plain').click()
  await page.waitForURL('**' + event)
  await page.context().close()
})

await test('sold out: a visitor leaves an address', async () => {
  sql(`UPDATE stock_slot SET cap = held + sold WHERE quota_id = ${quota}`)
  sql(`UPDATE quota SET capacity = (SELECT SUM(cap) FROM stock_slot WHERE quota_id = ${quota}) WHERE id = ${quota}`)
  const page = await open(browser, { viewport: widths.phone })
  for (let tries = 0; tries < 40; tries++) {
    await page.goto(site + event)
    if (await page.locator('details.waitlist').count()) break
    await page.waitForTimeout(500)
  }
  const wrong = await axe(page)
  truth(wrong.length === 0, wrong.join('\n'))
  await isValid(await page.content(), 'event, sold out')
  await page.locator('.waitlist button.button').click()
  await page.locator('.errors').waitFor()
  await looksRight(page, 'waitlist, wrong')
  await page.fill('#field-name', 'Ada Lovelace')
  await page.fill('#field-email', `wait-${stamp}@example.org`)
  await page.locator('.waitlist button.button').click()
  await page.locator('.notice-done').waitFor()
  await looksRight(page, 'waitlist')
  truth(problems(page).length === 0, problems(page).join('\n'))
  await page.context().close()
})

await test('no browser reported a breach of the CSP', () => {
  same(cspReports(), before, 'bytes in csp.log')
})

await browser.close()
execFileSync('python3', ['-c', `
import sys
sys.path.insert(0, ${JSON.stringify(system)})
from world import Event
e = Event.__new__(Event)
e.server, e.quota, e.organizer, e.id, e.type = ${JSON.stringify(server)}, ${quota}, ${organizer}, ${id}, ${type}
e.forget()`])
end()
