#!/usr/bin/env node
// publish.mjs: an organizer signs in, writes an event, publishes it, and a visitor finds it.
import { credentials, axe, end, launch, open, same, site, test, truth, widths } from './lib.mjs'
import { deflateSync } from 'node:zlib'

const browser = await launch()
const { email, password } = credentials()

// --- a picture to upload: a PNG of one colour ---------------------------------------------

function crcOf(bytes) {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let i = 0; i < 8; i++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length)
  body.copy(out, 4)
  out.writeUInt32BE(crcOf(body), body.length + 4)
  return out
}

function png(width, height) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0xc4)])
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array(height).fill(row)))), chunk('IEND', Buffer.alloc(0))])
}

// --- what a person does ---------------------------------------------------------------------

async function signIn(page) {
  await page.goto(site + '/organize')
  await page.fill('#field-email', email)
  await page.fill('#field-password', password)
  await page.locator('main button.button').click()
  await page.waitForURL('**/organize')
}

async function writeEvent(page, title) {
  await page.goto(site + '/organize/new')
  await page.fill('#field-title', title)
  await page.fill('#field-summary', 'An evening to see whether everything works.')
  await page.selectOption('#field-category', 'music')
  await page.fill('#field-about', 'Come **early**.\n\n- one\n- two\n\n<script>alert(1)</script>')
  await page.fill('#field-venue', 'The Long Room')
  await page.fill('#field-street', '1 Test Street')
  await page.fill('#field-city', 'Berlin')
  await page.selectOption('#field-country', 'DE')
  await page.fill('#field-latitude', '52.52')
  await page.fill('#field-longitude', '13.405')
}

const stamp = Date.now().toString(36)

for (const [size, viewport] of Object.entries(widths))
  for (const javaScriptEnabled of [true, false])
    await test(`from a draft to the public, ${size}, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
      const title = `Quartet ${stamp} ${size} ${javaScriptEnabled ? 'scripted' : 'plain'}`
      const page = await open(browser, { viewport, javaScriptEnabled })
      await signIn(page)
      await writeEvent(page, title)
      await page.locator('button.button-second[value=save]').click()
      await page.waitForURL(/\/organize\/e\/[a-z0-9]{13}$/)
      truth((await page.locator('main').innerText()).includes(title), 'the draft is not at the desk')
      if (javaScriptEnabled) {
        const wrong = await axe(page)
        truth(wrong.length === 0, wrong.join('\n'))
      }
      await page.locator('main button[value=publish]').click()
      await page.waitForURL(/\/organize\/e\//)
      const published = Date.now()
      const visitor = await open(browser, { viewport, javaScriptEnabled })
      for (;;) {
        await visitor.goto(`${site}/discover?q=${encodeURIComponent(title)}`)
        if ((await visitor.locator('.card-title').allInnerTexts()).some(t => t.trim() === title)) break
        truth(Date.now() - published < 5000, 'not found after five seconds')
        await visitor.waitForTimeout(200)
      }
      await visitor.locator('.card-title a', { hasText: title }).first().click()
      await visitor.waitForURL(/\/e\/quartet-/)
      same((await visitor.locator('h1').innerText()).trim(), title, 'h1')
      truth(await visitor.locator('.prose strong', { hasText: 'early' }).count() === 1, 'Markdown is not shown')
      same(await visitor.locator('.prose script').count(), 0, 'scripts in the description')
      truth(page.problems.length === 0, page.problems.join('\n'))
      await visitor.context().close()
      await page.context().close()
    })

await test('a form that is wrong comes back with what was typed and what is wrong', async () => {
  const page = await open(browser, { viewport: widths.phone })
  await signIn(page)
  await writeEvent(page, 'Wrong one')
  await page.fill('#field-ends', '2020-01-01T10:00')
  await page.fill('#field-latitude', '123')
  await page.locator('main button[value=publish]').click()
  await page.locator('.errors').waitFor()
  same(await page.inputValue('#field-title'), 'Wrong one', 'title')
  same(await page.inputValue('#field-latitude'), '123', 'latitude')
  same(await page.locator('#field-latitude').getAttribute('aria-invalid'), 'true', 'aria-invalid')
  const wrong = await axe(page)
  truth(wrong.length === 0, wrong.join('\n'))
  await page.context().close()
})

await test('who is signed in sees it on public pages, and no longer than that', async () => {
  const page = await open(browser, { viewport: widths.wide })
  const account = page.locator('.site-head [data-account]')
  await page.goto(site + '/de')
  same(await account.innerText(), 'Konto', 'a stranger')
  await signIn(page)
  await page.goto(site + '/de')
  same(await account.innerText(), 'Dein Konto', 'who is signed in')
  await page.goto(site + '/organize')
  await page.locator('.site-head form button').click()
  await page.waitForURL(site + '/')
  await page.goto(site + '/de')
  same(await account.innerText(), 'Konto', 'after signing out')
  truth(page.problems.length === 0, page.problems.join('\n'))
  await page.context().close()
})

await test('the description is previewed while one types', async () => {
  const page = await open(browser, { viewport: widths.wide })
  await signIn(page)
  await page.goto(site + '/organize/new')
  await page.fill('#field-about', 'A *quiet* evening')
  await page.locator('[data-preview-html] em', { hasText: 'quiet' }).waitFor()
  truth(page.problems.length === 0, page.problems.join('\n'))
  await page.context().close()
})

await test('a cover is shown in three widths', async () => {
  const page = await open(browser, { viewport: widths.wide })
  await signIn(page)
  await writeEvent(page, `Cover ${stamp}`)
  await page.setInputFiles('#field-cover', { name: 'cover.png', mimeType: 'image/png', buffer: png(1600, 900) })
  await page.fill('#field-cover_alt', 'A plain wall')
  await page.locator('main button[value=publish]').click()
  await page.waitForURL(/\/organize\/e\//)
  const desk = page.url()
  for (let tries = 0; ; tries++) {
    await page.goto(desk)
    if (await page.locator('main picture.cover source').count()) break
    truth(tries < 120, 'the cover was not ready after thirty seconds')
    await page.waitForTimeout(250)
  }
  const srcset = await page.locator('main picture.cover source').first().getAttribute('srcset')
  const files = srcset.split(',').map(s => s.trim().split(' ')[0])
  same(files.length, 3, 'widths')
  for (const file of files) {
    const reply = await page.request.get(new URL(file, site).href)
    same(reply.status(), 200, file)
    same(reply.headers()['content-type'], 'image/webp', file)
  }
  await page.context().close()
})

await test('what is typed is kept in the browser when it cannot be saved', async () => {
  const page = await open(browser, { viewport: widths.wide })
  await signIn(page)
  await page.route('**/organize/draft', route => route.abort())
  await page.goto(site + '/organize/new')
  await page.fill('#field-title', 'Half a title')
  await page.waitForTimeout(1500)
  await page.goto(site + '/organize')
  await page.goto(site + '/organize/new')
  await page.locator('[data-draft-restore]').click()
  same(await page.inputValue('#field-title'), 'Half a title', 'title')
  await page.locator('[data-draft-restore], [data-draft-forget]').first().isVisible()
  await page.context().close()
})

await test('signed out is signed out', async () => {
  const page = await open(browser, { viewport: widths.wide })
  await signIn(page)
  const cookies = await page.context().cookies()
  await page.locator('.form-button button').first().click()
  await page.waitForURL(site + '/')
  await page.context().addCookies(cookies)
  await page.goto(site + '/organize')
  truth(page.url().includes('/account/sign-in'), 'the old cookie still works')
  await page.context().close()
})

await browser.close()
end()
