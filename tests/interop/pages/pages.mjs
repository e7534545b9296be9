// SPDX-License-Identifier: Apache-2.0
// Visits every page in a folder under the policy of the pages. Prints a line for each case: its name, then problems, with tabs.
// Usage: node pages.mjs PACKAGES FOLDER PORT OTHER-PORT
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const [packages, folder, port, otherPort] = process.argv.slice(2);
const require = createRequire(path.join(packages, 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const policy = readFileSync(path.join(folder, 'policy.txt'), 'utf8');
const RULES = { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } };
const BLUE = 'rgb(11, 85, 168)';

const said = (name, problems) => console.log([name, ...problems.map((one) => one.replace(/[\t\n]/g, ' '))].join('\t'));

// What was posted last, and pages as a host of ours gives them.
let posted = '';
function answer(request, response) {
  const name = request.url.slice(1);
  if (request.method === 'POST') {
    posted = '';
    request.on('data', (piece) => { posted += piece; });
    request.on('end', () => { response.writeHead(204); response.end(); });
    return;
  }
  const found = name.endsWith('.html') && !name.includes('/');
  response.writeHead(found ? 200 : 204, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy });
  response.end(found ? readFileSync(path.join(folder, name)) : '');
}

const servers = [http.createServer(answer).listen(port, '127.0.0.1'), http.createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html' });
  response.end('<title>arrived</title>');
}).listen(otherPort, '127.0.0.1')];
await Promise.all(servers.map((server) => server.listening || new Promise((done) => server.once('listening', done))));

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

async function opened(width) {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  page.problems = [];
  page.on('console', (line) => page.problems.push(line.text()));
  page.setDefaultTimeout(20000);
  return page;
}

const visit = (page, name) => page.goto(`http://127.0.0.1:${port}/${name}`);

// What the eye and a screen reader get.
async function look(page) {
  const zoomed = await page.evaluate(() => { // the letters alone (WCAG 2.2 1.4.4)
    const { style } = document.documentElement;
    style.fontSize = '200%';
    const wide = document.documentElement.scrollWidth > innerWidth;
    style.fontSize = '';
    return wide;
  });
  const found = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth > innerWidth,
    styled: getComputedStyle(document.querySelector('body')).margin === '0px',
    headings: document.querySelectorAll('h1').length,
    pointed: [...document.querySelectorAll('a, button, input:not([type=hidden])')]
      .filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.outerHTML),
  }));
  await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, rules), RULES);
  return [...(found.wide ? ['wider than the screen'] : []), ...(zoomed ? ['wider than the screen with letters of 200%'] : []),
    ...(found.styled ? [] : ['without its style: is the hash right?']),
    ...(found.headings === 1 ? [] : [`${found.headings} headings`]), ...found.pointed.map((one) => `lower than 24 pixels: ${one}`),
    ...violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`), ...page.problems.splice(0)];
}

// Every link, field and button in its order, each seen to have the focus.
async function walked(page) {
  const all = await page.evaluate(() => [...document.querySelectorAll('a, button, input:not([type=hidden])')].map((one) => one.outerHTML));
  const problems = [];
  for (const one of all) {
    await page.keyboard.press('Tab');
    const [came, outline] = await page.evaluate(() => [document.activeElement.outerHTML, getComputedStyle(document.activeElement).outlineColor]);
    if (came !== one) problems.push(`the focus is on ${came}, not on ${one}`);
    if (outline !== BLUE) problems.push(`no focus to be seen on ${came}: ${outline}`);
  }
  return problems;
}

async function sent(page, press) {
  posted = '';
  const request = page.waitForRequest((one) => one.method() === 'POST');
  await press();
  const { pathname } = new URL((await request).url());
  for (let i = 0; i < 1000 && !posted; i += 1) await new Promise((done) => setTimeout(done, 20));
  return `${pathname} ${posted}`;
}

const same = (came, wanted) => (came === wanted ? [] : [`came ${came}, not ${wanted}`]);

const names = readdirSync(folder).filter((name) => name.endsWith('.html')).sort();
for (const width of [320, 1200]) {
  const page = await opened(width);
  for (const name of names.filter((one) => !one.startsWith('onward') && (width === 320 || one.endsWith('-nl.html')))) {
    await visit(page, name);
    said(`${name} at ${width} pixels`, [...await look(page), ...(width === 320 && name.endsWith('-nl.html') ? await walked(page) : [])]);
  }
  await page.context().close();
}

const page = await opened(360);
await visit(page, 'choice-nl.html');
said('a button posts its organisation', same(await sent(page, () => page.getByRole('button', { name: 'Bakkerij Peeters bv' }).click()),
  '/choose token=tok-en&organisation=kbo%3A0999999922'));
await visit(page, 'choice-nl.html');
said('and oneself', same(await sent(page, () => page.getByRole('button', { name: 'Voor mezelf' }).click()), '/choose token=tok-en&organisation=self'));
await visit(page, 'choice-nl.html');
await page.getByLabel('Ondernemingsnummer van een andere organisatie').fill('0417.497.106');
said('Enter in the field posts what is in it', same(await sent(page, () => page.keyboard.press('Enter')),
  '/choose token=tok-en&organisation=0417.497.106'));
await visit(page, 'sign-out-fr.html');
said('signing out is posted', same(await sent(page, () => page.getByRole('button').click()), '/sign-out token=tok-en'));
await visit(page, 'onward-de.html');
await page.waitForURL((url) => url.port === otherPort);
said('the page leads on to another site', same(await page.title(), 'arrived'));

await browser.close();
servers.forEach((server) => server.close());
