// Opens pages in Chromium, light and dark and on paper, and writes what axe-core finds wrong with them.
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const axe = createRequire(import.meta.url).resolve('axe-core');
const chromium = process.env.CHROMIUM ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox'] });
let found = 0;
for (const file of process.argv.slice(2)) {
  for (const look of ['light', 'dark', 'print']) {
    const page = await browser.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: look === 'dark' ? 'dark' : 'light' }]);
    await page.emulateMediaType(look === 'print' ? 'print' : 'screen');
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    await page.addScriptTag({ path: axe });
    const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
    const fetched = asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'));
    console.log(`${file} (${look}): ${violations.length} violations, ${passes.length} rules passed, ${fetched.length} fetched`);
    for (const { id, help, nodes } of violations) {
      console.log(`  ${id}: ${help}`, nodes.slice(0, 3).map((node) => node.html.slice(0, 160)));
    }
    found += violations.length + fetched.length;
    await page.close();
  }
}
await browser.close();
process.exit(found > 0 ? 1 : 0);
