#!/usr/bin/env node
/*
 * scripts.mjs: what static/js adds to pages that are complete without it.
 */
import { browser, ok, plan, render, serve } from "./gallery.mjs";

const asked = [];
const site = await serve((url) => {
	asked.push(url.pathname + url.search);
	if (url.pathname === "/discover")
		return render("discover", "en");
	return url.pathname === "/organize/preview" ? "<p>As it <em>will</em> look</p>" : null;
});
const chromium = await browser();
const page = await chromium.newPage();
const errors = [];
page.on("pageerror", (error) => errors.push(error.message));
page.on("console", (message) => {
	if (message.type() === "error")
		errors.push(message.text());
});

async function finds() {
	await page.goto(`${site.address}/en/discover`, { waitUntil: "networkidle" });
	await page.evaluate(() => { globalThis.stayed = true; });

	await page.click(".chip:has-text('Tomorrow')");
	await page.waitForURL("**/discover?when=tomorrow");
	ok(await page.evaluate(() => globalThis.stayed === true), "a filter updates in place");
	ok(await page.evaluate(() => document.activeElement.textContent.includes("Tomorrow")), "and keeps the keyboard where it was");

	await page.fill("#field-q", "piano");
	await page.waitForURL("**/discover?*q=piano*");
	ok(await page.evaluate(() => globalThis.stayed === true && document.activeElement.value === "piano"),
		"words are looked for while they are typed");

	await page.goBack();
	await page.waitForURL("**/en/discover");
	ok(await page.evaluate(() => globalThis.stayed === true), "back goes back, in place");
}

async function drafts() {
	await page.goto(`${site.address}/en/event_form`, { waitUntil: "networkidle" });
	await page.fill("#field-title", "Jazz at Nine");
	await page.fill("#field-starts", "2026-12-04T20:00");
	await page.fill("#field-about", "**loud**");

	await page.waitForSelector("[data-preview-html] em");
	ok(asked.includes("/organize/preview"), "a description is shown as it will look");
	ok(await page.textContent("[data-mirror-title]") === "Jazz at Nine" &&
		await page.textContent("[data-mirror-day]") === "4", "the card follows what is typed");

	await page.waitForSelector("[data-draft-kept]:visible");
	await page.reload({ waitUntil: "networkidle" });
	ok(await page.inputValue("#field-title") === "" && await page.isVisible("[data-draft-notice]"),
		"what was typed is offered after a reload");
	await page.click("[data-draft-restore]");
	for (let tries = 0; tries < 1000 && await page.inputValue("#field-title") === ""; tries++)
		await page.waitForTimeout(2);
	ok(await page.inputValue("#field-title") === "Jazz at Nine", "and brought back");

	await page.reload({ waitUntil: "networkidle" });
	await page.click("[data-draft-forget]");
	await page.reload({ waitUntil: "networkidle" });
	ok(!await page.isVisible("[data-draft-notice]"), "or forgotten");
}

async function sent() {
	await page.fill("#field-title", "Jazz at Ten");
	await page.evaluate(() => document.querySelector("form[data-draft]").addEventListener("submit", (e) => e.preventDefault()));
	await page.click(".acts [value=publish]");
	await page.goto(`${site.address}/en/dashboard`, { waitUntil: "networkidle" });
	await page.goto(`${site.address}/en/event_form`, { waitUntil: "networkidle" });
	ok(!await page.isVisible("[data-draft-notice]"), "a draft that was sent and taken is gone");
}

async function without() {
	const context = await chromium.newContext({ javaScriptEnabled: false });
	const bare = await context.newPage();

	await bare.goto(`${site.address}/en/event_form`);
	ok(!await bare.isVisible("[data-mirror]") && !await bare.isVisible("[data-draft-notice]"),
		"without script nothing is shown that only script could fill");
	await bare.goto(`${site.address}/en/discover`);
	await bare.click(".chip:has-text('Tomorrow')");
	ok(bare.url().endsWith("/discover?when=tomorrow"), "without script a filter is a link");
	await context.close();
}

await finds();
await drafts();
await sent();
await without();
ok(errors.length === 0, "no script fails, nothing is against the content policy", errors);
plan();
await chromium.close();
site.close();
