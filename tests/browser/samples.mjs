#!/usr/bin/env node
/*
 * samples.mjs: every page in each of its states, on a phone and a wide screen, by day and by night: accessible
 * (axe-core), nothing pushed out of the screen, targets large enough, no report of the content policy.
 */
import fs from "node:fs";
import { createRequire } from "node:module";

import { browser, ok, plan, samples, serve } from "./gallery.mjs";

const chromium = await browser();
const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = await serve();

/* What axe finds, as lines. */
async function violations(page) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));

	return found.violations.map((v) => `${v.id} (${v.impact}): ${v.nodes[0].html.slice(0, 160)}`);
}

/*
 * What can be clicked and is smaller than 44 px; links within text may be, and those whose card is the target.  A
 * box to tick is as large as the label that ticks it.
 */
async function small(page) {
	return page.evaluate(() => [...document.querySelectorAll("a, button, input, select, textarea")]
		.map((e) => (["checkbox", "radio"].includes(e.type) ? e.labels[0] ?? e : e))
		.filter((e) => e.offsetParent !== null && e.type !== "hidden" &&
		    e.closest(".prose, .hidden, .skip, p, dd, h3, .errors") === null)
		.map((e) => ({ e, box: e.getBoundingClientRect() }))
		.filter(({ box }) => box.height < 43.5 || box.width < 43.5)
		.map(({ e, box }) => `${Math.round(box.width)}x${Math.round(box.height)} ${e.outerHTML.slice(0, 120)}`));
}

async function look(page, sample, language, how) {
	const complaints = [];
	const listen = (message) => {
		if (["error", "warning"].includes(message.type()))
			complaints.push(message.text());
	};

	page.on("console", listen);
	await page.goto(`${site.address}/${language}/${sample.name}`, { waitUntil: "load" });
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	if (wide > 0)
		complaints.push(`${wide} px wider than the screen`);
	complaints.push(...await violations(page), ...await small(page));
	page.off("console", listen);
	ok(complaints.length === 0, `${sample.name} in ${language}, ${how}`, complaints);
}

for (const [language, width, scheme] of [["en", 390, "light"], ["de", 390, "dark"], ["en", 1280, "dark"], ["de", 1280, "light"]]) {
	const context = await chromium.newContext({
		viewport: { width, height: 844 }, colorScheme: scheme, reducedMotion: "reduce", bypassCSP: false,
	});
	const page = await context.newPage();
	for (const sample of samples)
		await look(page, sample, language, `${width} px, ${scheme}`);
	await context.close();
}
plan();
await chromium.close();
site.close();
