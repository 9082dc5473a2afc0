// lib.mjs: what the tests of pages share: a browser, TAP, and the world they run in.
import { readFileSync, statSync } from 'node:fs'
import { chromium } from 'playwright-core'

export const world = process.env.MARQUEE_WORLD
if (!world) {
  console.log('1..0 # SKIP no world: run ./dev check')
  process.exit(77)
}
export const port = Number(process.env.DEV_PORT)
export const site = `https://localhost:${port + 1}`

// --- TAP ---------------------------------------------------------------------------

let count = 0, failed = 0

// Run one test: what it throws is its failure.
export async function test(name, run) {
  count++
  try {
    await run()
    console.log(`ok ${count} - ${name}`)
  } catch (error) {
    failed++
    console.log(`not ok ${count} - ${name}`)
    for (const line of String(error.message ?? error).split('\n').slice(0, 40))
      console.log(`# ${line}`)
  }
}

export function end() {
  console.log(`1..${count}`)
  process.exitCode = failed ? 1 : 0
}

export function same(got, wanted, what) {
  if (got !== wanted)
    throw new Error(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`)
}

export function truth(value, what) {
  if (!value) throw new Error(what)
}

// --- the browser ------------------------------------------------------------------------

export const widths = { phone: { width: 390, height: 844 }, wide: { width: 1280, height: 900 } }

export function launch() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--no-first-run'],
  })
}

// A page that notes what a visitor would never see: errors in scripts and refused content.
export async function open(browser, options = {}) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB', timezoneId: 'Europe/Lisbon', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15000)
  page.problems = []
  page.on('pageerror', error => page.problems.push(`script: ${error.message}`))
  page.on('console', message => {
    if (message.type() === 'error') page.problems.push(`console: ${message.text()}`)
  })
  return page
}

// Wait until a function of the page is true.  Playwright's own waiting evaluates text in the page, which our
// content policy forbids and reports.
export async function until(page, true_, ...args) {
  const deadline = Date.now() + 15000
  while (!await page.evaluate(true_, ...args).catch(() => false)) {
    if (Date.now() > deadline) throw new Error(`not in 15 s: ${true_}`)
    await page.waitForTimeout(50)
  }
}

// Bytes in the log of CSP reports: grows when a browser refuses something of ours.
export function cspReports() {
  try {
    return statSync(`${world}/log/csp.log`).size
  } catch {
    return 0
  }
}

const axeSource = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

// What axe finds wrong, as sentences; axe is evaluated, not injected, so that CSP stays as it is.
export async function axe(page) {
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }))
  return violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.target + ' ' + (n.failureSummary ?? '').split('\n')[1]).join('; ')}`)
}

// How a person signs in to this world's sample data.
export function credentials() {
  const lines = readFileSync(`${world}/sign-in`, 'utf8').trim().split('\n')
  const [email, password] = lines[0].split(/\s+/)
  return { email, password }
}

// The first address on a page that begins so.
export async function firstLink(page, start) {
  return page.locator(`a[href^="${start}"]`).first().getAttribute('href')
}
