/*
 * preview.js: shows a description as it will look, while it is typed.
 *
 * The server makes the HTML, by the same rules as for the page itself; here is only
 * asked for it.
 */

const editor = document.querySelector("[data-preview]");
const form = editor.closest("form");
const text = editor.querySelector("textarea");
const out = editor.querySelector("[data-preview-out]");
let asked = null;
let waiting = 0;

async function preview() {
	const fields = new URLSearchParams({ about: text.value, csrf: form.elements.csrf?.value ?? "" });

	asked?.abort();
	asked = new AbortController();
	try {
		const reply = await fetch(editor.dataset.preview, { method: "POST", body: fields, signal: asked.signal });
		if (!reply.ok)
			return;	/* what was shown last stays; sending the form says what is wrong */
		out.querySelector("[data-preview-html]").innerHTML = await reply.text();
		out.hidden = text.value.trim() === "";
	} catch {
		/* overtaken, or no connection: the next letter asks again */
	}
}

text.addEventListener("input", () => {
	clearTimeout(waiting);
	waiting = setTimeout(preview, 400);
});

editor.querySelector("[value=preview]").addEventListener("click", (event) => {
	event.preventDefault();
	preview();
});
