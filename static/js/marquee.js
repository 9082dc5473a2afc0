/*
 * marquee.js: loads what a page asks for by its data- attributes.  Every page is
 * complete without it.
 */

const parts = {
	"form[data-draft]": "./draft.js",
	"[data-done]": "./draft.js",
	"[data-found]": "./find.js",
	"[data-gate]": "./door.js",
	"[data-seconds]": "./clock.js",
	"[data-preview]": "./preview.js",
	"[data-mirror]": "./mirror.js",
	"[data-more]": "./more.js",
	"[data-show]": "./show.js",
	"[data-zone]": "./zone.js",
	"[data-rows]": "./rows.js",
	"[data-autosave]": "./autosave.js",
};

for (const selector in parts)
	if (document.querySelector(selector) !== null)
		import(parts[selector]);

/* What is sent once is meant once, however often it is clicked; back in the history it can be sent again. */
for (const button of document.querySelectorAll("button[data-once]")) {
	button.form.addEventListener("submit", () => setTimeout(() => { button.disabled = true; }));
	addEventListener("pageshow", () => { button.disabled = false; });
}

/* Public pages are the same for everybody; who is signed in sees it on the way to their account. */
if (document.cookie.split("; ").includes("__Host-signed-in=1"))
	for (const link of document.querySelectorAll("[data-account]")) {
		link.classList.add("is-in");
		link.querySelector("span").textContent = link.dataset.account;
	}

/* A form that came back says first what is wrong with it. */
document.querySelector("[data-focus]")?.focus();
