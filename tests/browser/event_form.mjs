#!/usr/bin/env node
// event_form.mjs: the whole form of an event, with and without script: rows come, go and move, drafts are saved as
// one types, events are copied and kept as templates.
import { credentials, axe, end, launch, open, same, site, test, truth, widths, until } from './lib.mjs'

const browser = await launch()
const { email, password } = credentials()
const stamp = Date.now().toString(36)

async function signIn(page, prefix = '') {
  await page.goto(`${site}${prefix}/organize`)
  await page.fill('#field-email', email)
  await page.fill('#field-password', password)
  await page.locator('main button.button').first().click()
  await page.waitForURL(`**${prefix}/organize`)
}

async function begin(options, prefix = '') {
  const page = await open(browser, options)
  await signIn(page, prefix)
  await page.goto(`${site}${prefix}/organize/new`)
  return page
}

async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`form[data-draft] [name="${name}"]`).first()
    if (await field.evaluate(f => f.tagName) === 'SELECT') await field.selectOption(value)
    else await field.fill(value)
  }
}

async function basics(page, title) {
  await fill(page, { title, about: 'Come **early**.', category: 'music', tags: 'brass, late night' })
  await fill(page, { venue: 'The Long Room', city: 'Berlin', country: 'DE' })
}

// Without script the form comes back; with it a row appears.
async function press(page, value) {
  await page.locator(`button[name=aside][value="${value}"]`).click()
}

async function value(page, name) {
  return page.locator(`form[data-draft] [name="${name}"]`).first().inputValue()
}

// What cannot be saved yet is answered 422, which a browser notes, and no visitor sees.
async function well(page) {
  const wrong = await axe(page)
  const problems = page.problems.filter(problem => !problem.includes('status of 422'))
  truth(wrong.length === 0, wrong.join('\n'))
  truth(problems.length === 0, problems.join('\n'))
}

async function open_rows(page, row) {
  const more = page.locator('[data-row] details').nth(row)
  if (!await more.evaluate(d => d.open)) await more.locator('summary').click()
}

for (const [size, viewport] of Object.entries(widths))
  for (const javaScriptEnabled of [true, false])
    for (const prefix of ['', '/de'])
      await test(`the whole form, ${size}, ${javaScriptEnabled ? 'with' : 'without'} script, ${prefix || '/en'}`, async () => {
        const title = `Brass ${stamp} ${size} ${javaScriptEnabled} ${prefix || '/en'}`
        const page = await begin({ viewport, javaScriptEnabled }, prefix)
        await basics(page, title)
        same(await value(page, 'tickets.0.capacity'), '50', 'capacity to begin with')
        await press(page, 'tickets.add')
        await fill(page, { 'tickets.1.name': 'Balcony', 'tickets.1.capacity': '12' })
        await open_rows(page, 1)
        await fill(page, { 'tickets.1.max_per_person': '2' })
        await press(page, 'tickets.add')
        await press(page, 'tickets.2.remove')
        await press(page, 'tickets.1.up')
        same(await value(page, 'tickets.0.name'), 'Balcony', 'first after moving up')
        await press(page, 'questions.add')
        await fill(page, { 'questions.0.label': 'Meal', 'questions.0.kind': 'choice', 'questions.0.options': 'Fish\nBeans' })
        same(await value(page, 'title'), title, 'title')
        if (javaScriptEnabled) await well(page)
        await page.locator('.acts button[value=publish]').click()
        await page.waitForURL(/\/organize\/e\/[a-z0-9]{13}$/)
        const table = (await page.locator('.desk-table').innerText()).replaceAll(/\s+/g, ' ')
        truth(table.indexOf('Balcony') > 0 && table.indexOf('Balcony') < table.lastIndexOf('50'), table)
        if (javaScriptEnabled) await well(page)
        const visitor = await open(browser, { viewport, javaScriptEnabled })
        await visitor.goto(await page.locator('code.address').innerText())
        truth((await visitor.locator('#tickets').innerText()).includes('Balcony'), 'the ticket type is not on the page')
        same(await visitor.locator('.tags a').allInnerTexts().then(t => t.join()), 'brass,late night', 'tags')
        await visitor.context().close()
        await page.context().close()
      })

await test('a row that is wrong is led to, and opened', async () => {
  const page = await begin({ viewport: widths.phone })
  await basics(page, `Wrong ${stamp}`)
  await open_rows(page, 0)
  await fill(page, { 'tickets.0.min_per_order': '11', 'tickets.0.capacity': 'many' })
  await page.locator('.acts button[value=save]').click()
  await page.locator('.errors').waitFor()
  await page.locator('.errors a[href="#field-tickets.0.capacity"]').click()
  truth(await page.locator('[name="tickets.0.min_per_order"]').first().isVisible(), 'what is unusual is folded away')
  await fill(page, { 'tickets.0.capacity': '20' })
  await page.locator('.acts button[value=save]').click()
  await page.locator('.errors a[href="#field-tickets.0.max_per_order"]').click()
  truth(await page.locator('#field-tickets\\.0\\.max_per_order').isVisible(), 'the wrong field is folded away')
  await well(page)
  await page.context().close()
})

await test('a draft is saved as one types, and again, and is one event', async () => {
  const page = await begin({ viewport: widths.wide })
  const saving = page.locator('[data-saving]')
  await fill(page, { summary: 'No title yet' })
  await saving.filter({ hasText: 'Give it a title' }).waitFor()
  await fill(page, { title: `Typed ${stamp}` })
  await saving.filter({ hasText: /Saved at \d\d:\d\d/ }).waitFor()
  truth(/\/organize\/e\/\w{13}\/edit$/.test(page.url()), page.url())
  await press(page, 'tickets.add')
  await fill(page, { 'tickets.1.name': 'Late', ends: '2020-01-01T10:00' })
  await saving.filter({ hasText: 'Not saved: Ends: It ends before it begins.' }).waitFor()
  await fill(page, { ends: '2031-05-01T10:00', starts: '2031-05-01T09:00' })
  await saving.filter({ hasText: /Saved at/ }).waitFor()
  const id = await value(page, 'tickets.1.id')
  truth(id.length === 13, 'the new row has no id')
  await fill(page, { 'tickets.1.capacity': '7' })
  await page.waitForResponse(r => r.url().endsWith('/draft') && r.ok())
  await page.reload()
  same(await value(page, 'tickets.1.id'), id, 'id after all')
  same(await value(page, 'tickets.1.capacity'), '7', 'capacity')
  await well(page)
  await page.goto(`${site}/organize`)
  same(await page.locator('.rows h3', { hasText: `Typed ${stamp}` }).count(), 1, 'events')
  await page.context().close()
})

await test('an older tab says so, and loses nothing', async () => {
  const page = await begin({ viewport: widths.wide })
  await fill(page, { title: `Tabs ${stamp}` })
  await page.locator('[data-saving]', { hasText: 'Saved at' }).waitFor()
  const other = await page.context().newPage()
  await other.goto(page.url())
  await fill(other, { summary: 'From the other tab' })
  await other.waitForResponse(r => r.url().endsWith('/draft') && r.ok())
  await fill(page, { summary: 'From the older tab' })
  await page.locator('[data-saving]', { hasText: 'changed somewhere else' }).waitFor()
  same(await value(page, 'summary'), 'From the older tab', 'summary')
  await other.reload()
  same(await value(other, 'summary'), 'From the other tab', 'summary that is stored')
  await page.reload()
  await page.locator('[data-draft-restore]').click()
  await until(page, () => document.querySelector('#field-summary').value === 'From the older tab')
  await page.context().close()
})

await test('sending while a draft is on its way is no conflict', async () => {
  const page = await begin({ viewport: widths.wide })
  await page.route('**/organize/draft', async route => {
    await new Promise(resolve => setTimeout(resolve, 1500))
    await route.continue()
  })
  await fill(page, { title: `Slow ${stamp}` })
  await page.waitForRequest(r => r.url().endsWith('/organize/draft'))
  await page.locator('.acts button[value=save]').click()
  await page.waitForURL(/\/organize\/e\/\w{13}$/)
  await page.goto(`${site}/organize`)
  same(await page.locator('.rows h3', { hasText: `Slow ${stamp}` }).count(), 1, 'events')
  await page.context().close()
})

await test('rows that were typed and not saved come back', async () => {
  const page = await begin({ viewport: widths.wide })
  await page.route('**/organize/draft', route => route.abort())
  await fill(page, { title: `Lost ${stamp}` })
  await press(page, 'tickets.add')
  await fill(page, { 'tickets.1.name': 'Balcony' })
  await page.locator('[data-saving]', { hasText: 'Not saved: the connection is lost' }).waitFor()
  await page.reload()
  await page.locator('[data-draft-restore]').click()
  await page.locator('[name="tickets.1.name"]').waitFor()
  await until(page, () => document.querySelector('[name="tickets.1.name"]').value === 'Balcony')
  await page.context().close()
})

await test('what happens online has a link, what happens somewhere an address', async () => {
  const page = await begin({ viewport: widths.phone, javaScriptEnabled: false })
  truth(!await page.locator('#field-online_url').isVisible(), 'a link for a place')
  await page.selectOption('#field-mode', 'online')
  truth(await page.locator('#field-online_url').isVisible(), 'no link')
  truth(!await page.locator('#field-street').isVisible(), 'an address online')
  await page.context().close()
})

for (const javaScriptEnabled of [true, false])
  await test(`copied, and kept as a template, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const title = `Copied ${stamp} ${javaScriptEnabled}`
    const page = await begin({ viewport: widths.phone, javaScriptEnabled })
    await basics(page, title)
    await page.locator('.acts button[value=save]').click()
    await page.waitForURL(/\/organize\/e\/\w{13}$/)
    await page.locator('a[href$="/copy"]').click()
    if (javaScriptEnabled) await well(page)
    await page.fill('#field-title', `${title} as template`)
    await page.locator('button[value=template]').click()
    await page.waitForURL(/\/organize\/e\/\w{13}$/)
    truth((await page.locator('main').innerText()).includes('This is a template.'), 'it is no template')
    if (javaScriptEnabled) await well(page)
    await page.goto(`${site}/organize/new`)
    await page.locator('main a', { hasText: `${title} as template` }).first().click()
    await page.fill('#field-title', `${title} again`)
    await page.fill('#field-starts', '2032-01-10T20:00')
    await page.locator('button[value=copy]').click()
    await page.waitForURL(/\/edit$/)
    same(await value(page, 'starts'), '2032-01-10T20:00', 'starts')
    same(await value(page, 'venue'), 'The Long Room', 'venue')
    await page.locator('.acts button[value=publish]').click()
    await page.waitForURL(/\/organize\/e\/\w{13}$/)
    truth((await page.locator('main').innerText()).includes('Published.'), 'it is not published')
    await page.context().close()
  })

await browser.close()
end()
