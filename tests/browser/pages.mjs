#!/usr/bin/env node
// pages.mjs: every kind of page as visitors see it: in both languages, on a phone and wide, by day and
// by night, with script and without; valid, accessible, and refused nothing by its own CSP.
import { HtmlValidate } from 'html-validate'
import { axe, cspReports, end, firstLink, launch, open, same, site, test, truth, widths, until } from './lib.mjs'
import { readFileSync } from 'node:fs'

const browser = await launch()
const before = cspReports()

async function addresses() {
  const page = await open(browser)
  await page.goto(site + '/discover')
  const event = await firstLink(page, '/e/')
  await page.goto(site + event)
  const organizer = await firstLink(page, '/o/')
  await page.context().close()
  return { home: '/', discover: '/discover', searched: '/discover?q=night&where=berlin', empty: '/discover?q=zzzzqqqq',
    event, organizer, 'sign-in': '/account/sign-in', 'not found': '/nothing-here' }
}

const paths = await addresses()

function inGerman(path) {
  return path === '/' ? '/de' : '/de' + path
}

async function looksRight(page, path, status) {
  const reply = await page.goto(site + path)
  same(reply.status(), status, 'status')
  same(await page.locator('h1').count(), 1, 'h1 on the page')
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  truth(overflow <= 0, `the page is ${overflow} px wider than the window`)
  const wrong = await axe(page)
  truth(wrong.length === 0, wrong.join('\n'))
  const problems = page.problems.filter(p => !(status === 404 && p.includes('404')))
  truth(problems.length === 0, problems.join('\n'))
}

for (const [name, path] of Object.entries(paths))
  for (const [size, viewport] of Object.entries(widths))
    for (const colorScheme of ['light', 'dark'])
      await test(`${name}, ${size}, ${colorScheme}: accessible, fits, nothing refused`, async () => {
        const page = await open(browser, { viewport, colorScheme })
        await looksRight(page, path, name === 'not found' ? 404 : 200)
        await page.context().close()
      })

for (const [name, path] of Object.entries(paths))
  await test(`${name} in German, without script`, async () => {
    const page = await open(browser, { viewport: widths.phone, javaScriptEnabled: false, locale: 'de-DE' })
    const reply = await page.goto(site + inGerman(path))
    same(reply.status(), name === 'not found' ? 404 : 200, 'status')
    same(await page.locator('html').getAttribute('lang'), 'de', 'language')
    truth(await page.locator('main').innerText() !== '', 'nothing is shown')
    await page.context().close()
  })

const rules = JSON.parse(readFileSync(new URL('html-validate.json', import.meta.url)))
const validator = new HtmlValidate(rules)

for (const [name, path] of Object.entries(paths))
  await test(`${name} is valid HTML`, async () => {
    const page = await open(browser)
    const html = await (await page.request.get(site + path)).text()
    const report = await validator.validateString(html)
    truth(report.valid, report.results.flatMap(r => r.messages)
      .map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`).slice(0, 20).join('\n'))
    await page.context().close()
  })

await test('the search form finds without script', async () => {
  const page = await open(browser, { javaScriptEnabled: false })
  await page.goto(site + '/discover')
  const title = (await page.locator('.card-title').first().innerText()).trim()
  await page.fill('#field-q', title)
  await page.locator('form[role=search] button').click()
  truth((await page.locator('.card-title').allInnerTexts()).some(t => t.trim() === title), `“${title}” was not found`)
  await page.context().close()
})

await test('the search form finds with script, in place', async () => {
  const page = await open(browser)
  await page.goto(site + '/discover')
  const title = (await page.locator('.card-title').nth(1).innerText()).trim()
  await page.fill('#field-q', title)
  await page.locator('form[role=search] button').click()
  await until(page, () => location.search.includes('q='))
  await page.locator('.card-title', { hasText: title }).first().waitFor()
  truth(page.problems.length === 0, page.problems.join('\n'))
  await page.context().close()
})

await test('nothing jumps while an event page loads', async () => {
  const page = await open(browser, { viewport: widths.phone })
  await page.addInitScript(() => {
    window.shift = 0
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(site + paths.event, { waitUntil: 'networkidle' })
  const shift = await page.evaluate(() => window.shift)
  truth(shift < 0.02, `layout shift is ${shift}`)
  await page.context().close()
})

await test('events like this one are shown when they come near, and linked without script', async () => {
  const page = await open(browser)
  await page.goto(site + paths.event)
  const more = page.locator('[data-more]')
  const link = await more.locator('a.more').getAttribute('href')
  await page.goto(site + link)
  const there = await page.locator('.cards .card-title a').evaluateAll(all => all.map(a => a.getAttribute('href')))
  const others = there.filter(path => path !== paths.event).slice(0, 4)
  await page.goto(site + paths.event)
  await page.evaluate(() => document.querySelector('footer').scrollIntoView())
  if (others.length === 0) {
    await more.waitFor({ state: 'detached' })
  } else {
    await more.locator('.card').first().waitFor()
    same(await more.locator('.card-title a').evaluateAll(all => all.map(a => a.getAttribute('href')).join()), others.join(), 'what is shown')
    const wrong = await axe(page)
    truth(wrong.length === 0, wrong.join('\n'))
  }
  truth(page.problems.length === 0, page.problems.join('\n'))
  await page.context().close()
})

await test('no browser reported a breach of the CSP', () => {
  same(cspReports(), before, 'bytes in csp.log')
})

await browser.close()
end()
