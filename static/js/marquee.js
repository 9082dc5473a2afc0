/*
 * marquee.js: loads what a page asks for by its data- attributes.  Every page is
 * complete without it.
 */

const parts = {
	"form[data-draft]": "./draft.js",
	"[data-done]": "./draft.js",
	"[data-found]": "./find.js",
	"[data-preview]": "./preview.js",
	"[data-mirror]": "./mirror.js",
};

for (const selector in parts)
	if (document.querySelector(selector) !== null)
		import(parts[selector]);

/* A form that came back says first what is wrong with it. */
document.querySelector("[data-focus]")?.focus();
