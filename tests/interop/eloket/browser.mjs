// SPDX-License-Identifier: Apache-2.0
// A browser as people have it, and what is looked at on every page that a walk comes to.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
export const PHONE = 360, DESK = 1200;
const NARROW = 320;
const ZOOM = '200%'; // of the letters alone (WCAG 2.2 1.4.4)
const PATIENCE = 20000; // on a machine that others use as well

export async function open(packages, shots) {
  const require = createRequire(path.join(packages, 'package.json'));
  const { chromium } = require('playwright-core');
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: FLAGS });
  return { browser, shots, axe: readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'), count: 0 };
}

// One person with one browser. Whatever a page does that it should not is noted in problems.
export class Visitor {
  static async of(world, { width = PHONE, language = 'nl-BE', cookies } = {}) {
    const visitor = new Visitor();
    const options = { viewport: { width, height: 800 }, locale: language };
    visitor.world = world;
    visitor.problems = world.problems;
    visitor.context = await world.browser.newContext(options);
    visitor.context.setDefaultTimeout(PATIENCE);
    if (cookies) await visitor.context.addCookies(cookies);
    visitor.page = await visitor.context.newPage();
    visitor.watch(visitor.page);
    return visitor;
  }

  watch(page) {
    page.on('console', (line) => {
      if (/Content Security Policy|Refused to/.test(line.text())) this.problems.push(`${page.url()}: ${line.text()}`);
    });
    page.on('request', (request) => {
      if (shows(decodeURIComponent(request.url()))) this.problems.push(`a number in an address: ${request.url()}`);
    });
    page.on('pageerror', (error) => this.problems.push(`${page.url()}: ${error.message}`));
  }

  expect(good, what) {
    if (!good) this.problems.push(`${what} (${this.page.url()})`);
  }

  async text() {
    return this.page.locator('body').innerText();
  }

  // What every page of ours must be, and a picture of it.
  async look(name, language) {
    const { page, world } = this;
    world.count += 1;
    await this.measure(name);
    const found = await page.evaluate(() => ({
      lang: document.documentElement.lang, title: document.title, headings: document.querySelectorAll('h1').length,
      mains: document.querySelectorAll('main').length, text: document.body.innerText, scripts: document.scripts.length,
    }));
    if (language) this.expect(found.lang === language, `${name}: in ${found.lang}, not in ${language}`);
    this.expect(found.title && found.headings === 1 && found.mains === 1, `${name}: title ${found.title}, h1 ${found.headings}`);
    this.expect(found.scripts === 0, `${name}: a script`);
    this.expect(!shows(found.text), `${name}: a number in clear`);
    await this.judge(name);
  }

  // A picture of it on a phone and on a desk; nothing of it is wider than the least that has to do (WCAG 2.2 1.4.10).
  async measure(name) {
    const { page, world } = this;
    const before = page.viewportSize();
    for (const width of [NARROW, PHONE, DESK]) {
      await page.setViewportSize({ width, height: before.height });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      this.expect(wide <= 0, `${name}: ${wide} pixels wider than ${width}`);
      const file = `${String(world.count).padStart(2, '0')}-${name}-${width}.png`;
      if (width !== NARROW) await page.screenshot({ path: path.join(world.shots, file), fullPage: true });
    }
    await page.setViewportSize({ width: PHONE, height: before.height });
    const wide = await page.evaluate((zoom) => {
      document.documentElement.style.fontSize = zoom;
      const found = document.documentElement.scrollWidth - innerWidth;
      document.documentElement.style.fontSize = '';
      return found;
    }, ZOOM);
    this.expect(wide <= 0, `${name}: with letters of ${ZOOM}, ${wide} pixels wider than ${PHONE}`);
    await page.setViewportSize(before);
  }

  // axe-core, in a world of its own where our policy for scripts does not hold.
  async judge(name) {
    const session = await this.context.newCDPSession(this.page);
    try {
      const { frameTree } = await session.send('Page.getFrameTree');
      const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
      await session.send('Runtime.evaluate', { expression: this.world.axe, contextId: executionContextId });
      const { result } = await session.send('Runtime.evaluate', {
        expression: `axe.run({ resultTypes: ["violations"] }).then((found) => found.violations.map((one) =>
          one.id + ": " + one.nodes.map((node) => node.html).join(" ")))`,
        contextId: executionContextId, awaitPromise: true, returnByValue: true,
      });
      if (!Array.isArray(result.value)) this.problems.push(`${name}: axe-core did not run: ${result.description}`);
      else for (const one of result.value) this.problems.push(`${name}: axe-core: ${one}`);
    } finally {
      await session.detach();
    }
  }

  async go(where) {
    return this.page.goto(this.world.url + where);
  }

  // To a page that asks who it is, and through the sign-in as one of the people. Gives the answer to the page.
  async signIn(person, where) {
    await this.go(where);
    return this.choosePerson(person);
  }

  async choosePerson(person) {
    await this.page.waitForSelector(`#button-${person}`);
    await this.page.click(`#button-${person}`);
    await this.page.waitForURL((url) => url.origin === this.world.url && !url.pathname.endsWith('/acs'));
    return this.page.reload();
  }

  // The check id and the remedy of a page that lets nobody through.
  async refusal() {
    const check = await this.page.locator('.help code').innerText().catch(() => '');
    return { check, heading: await this.page.locator('h1').innerText(), text: await this.text() };
  }

  // Of this site alone: those of a host that its name ends in are added by some versions of playwright.
  async cookies() {
    const { hostname } = new URL(this.world.url);
    return (await this.context.cookies(this.world.url)).filter((one) => one.domain.replace(/^\./, '') === hostname);
  }

  // One request with the cookies of this browser, beside it: with headers that a browser would not send.
  async ask(where, headers = {}, form = undefined) {
    const { hostname, port, host } = new URL(this.world.url);
    const cookie = (await this.cookies()).map((one) => `${one.name}=${one.value}`).join('; ');
    const body = form && new URLSearchParams(form).toString();
    const kind = form ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length } : {};
    if (hostname === 'localhost' || !hostname.endsWith('localhost')) throw new Error(`not of this machine: ${hostname}`);
    return new Promise((resolve, reject) => {
      const all = { host, cookie, accept: 'text/html', ...kind, ...headers };
      http.request({ host: '127.0.0.1', port, path: where, method: form ? 'POST' : 'GET', headers: all }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece) => { text += piece; }).on('end', () => resolve({ status: answer.statusCode, text }));
      }).on('error', reject).end(body);
    });
  }

  async send(where, headers, form) {
    return (await this.ask(where, headers, form)).status;
  }

  async press(name) {
    await this.page.getByRole('button', { name }).click();
  }

  async follow(name) {
    await this.page.getByRole('link', { name, exact: true }).first().click();
  }

  async close() {
    await this.context.close();
  }
}

// The people of examples/eloket/data/people.json: the part of their numbers that is masked.
const MASKED = ['033.28', '001.23', '035.22', '002.53', '045.29', '118.75', '300.50'];
// Not within an identifier of random hexadecimal digits, of which the addresses of a sign-in are full.
function shows(text) {
  return MASKED.some((part) => text.includes(part)
    || new RegExp(`(?<![0-9a-f])\\d{6}${part.replace('.', '')}(?![0-9a-f])`).test(text));
}
