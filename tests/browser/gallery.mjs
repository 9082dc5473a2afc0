/*
 * gallery.mjs: every page there is, filled with the sample names of tests/templates, served to a browser
 * under the content policy of the real server.  No database, no worker: what is looked at here is the look.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

const top = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const build = process.env.MARQUEE_BUILD ?? process.cwd();
const samplesDir = path.join(top, "tests/templates");

const types = {
	".css": "text/css; charset=utf-8",
	".ico": "image/x-icon",
	".jpg": "image/png",	/* covers are played by one picture of ours */
	".js": "text/javascript; charset=utf-8",
	".png": "image/png",
	".svg": "image/svg+xml",
	".webp": "image/png",
	".woff2": "font/woff2",
};

/* The list of samples that are pages: name, template, names. */
export const samples = fs.readFileSync(path.join(samplesDir, "samples.list"), "utf8")
	.split("\n")
	.filter((line) => line !== "" && !line.startsWith("#"))
	.map((line) => {
		const [name, template, ...names] = line.split(/\s+/);
		return { name, template, names };
	})
	.filter(({ template }) => !template.startsWith("mail/"));

/* A sample's HTML in a language. */
export function render(name, language) {
	const { template, names } = samples.find((sample) => sample.name === name);
	const files = ["site", ...names].map((file) => path.join(samplesDir, `${file}.hdf`));
	const prefix = language === "en" ? "" : `/${language}`;

	return execFileSync(path.join(build, "templates/mkpage"), [path.join(top, "templates"),
		path.join(build, "locale"), language, template, ...files,
		`page.language=${language}`, `page.prefix=${prefix}`], { encoding: "utf8" });
}

function policy() {
	const headers = fs.readFileSync(path.join(top, "nginx/headers.conf.in"), "utf8");
	const [, value] = /Content-Security-Policy "([^"]*)"/.exec(headers);

	return value.replace(/report-(uri|to) [^;]*;?/g, "").replace(/\$\w+/g, "");
}

function file(address) {
	const name = address.startsWith("/media/") ? "img/social.png" : address.replace(/^\/static\/[^/]+\//, "");

	return path.join(build, "www/static", path.normalize(name));
}

/*
 * Serve /<language>/<sample>, the static files, and what `answer` makes of other addresses (HTML or null).
 * Resolves to { address, close }.
 */
export async function serve(answer = () => null) {
	const server = http.createServer((request, reply) => {
		const url = new URL(request.url, "http://localhost");
		const [, language, name] = url.pathname.split("/");
		const html = samples.some((sample) => sample.name === name) ? render(name, language) : answer(url);

		if (html !== null) {
			reply.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy() });
			reply.end(html);
			return;
		}
		try {
			const bytes = fs.readFileSync(file(url.pathname));
			reply.writeHead(200, { "Content-Type": types[path.extname(url.pathname)] });
			reply.end(bytes);
		} catch {
			reply.writeHead(404).end();
		}
	});

	await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
	return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/* TAP. */
let count = 0;
export function ok(good, what, ...why) {
	count++;
	console.log(`${good ? "ok" : "not ok"} ${count} - ${what}`);
	if (!good)
		for (const line of why.flat())
			console.log(`# ${String(line).replaceAll("\n", "\n# ")}`);
}
export function plan() {
	console.log(`1..${count}`);
}

/* A browser, or the end of the test where there is none to be had. */
export async function browser() {
	try {
		const { chromium } = await import("playwright-core");
		return await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
	} catch (error) {
		console.log(`1..0 # SKIP no browser: ${String(error.message).split("\n")[0]}`);
		process.exit(77);
	}
}
