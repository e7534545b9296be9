// SPDX-License-Identifier: Apache-2.0
// Who is it, whom does he represent, what may he do, does the counter open.
import { DESK } from './browser.mjs';

const FRONT = { nl: 'E-loketten voor ondernemers', en: 'E-counters for entrepreneurs',
  fr: 'Guichets électroniques pour entrepreneurs', de: 'E-Schalter für Unternehmer' };

async function headers(visit) {
  for (const [language, expected] of [['nl-BE', 'nl'], ['fr-BE', 'fr'], ['de-BE', 'de'], ['en-GB', 'en'], ['tlh', 'nl']]) {
    const visitor = await visit({ language });
    await visitor.go('/');
    const heading = await visitor.page.locator('h1').innerText();
    visitor.expect(heading === FRONT[expected], `a browser in ${language}: ${heading}`);
  }
  const visitor = await visit({});
  const rows = [['de-DE,de;q=0.9,en;q=0.8', 'de'], ['en;q=0.3, fr;q=0.9', 'fr'], ['tlh, fr;q=0.5', 'fr'], ['tlh, xx-YY;q=0.9', 'nl'], [';;;q=,=nl,\u00ff', 'nl'],
    ['en;q=0', 'nl'], [`${'xx,'.repeat(300)}en`, 'nl'], ['*', 'nl'], ['', 'nl'], ['fr;q=1e9', 'nl'], ['<script>', 'nl']];
  for (const [header, expected] of rows) {
    const { status, text } = await visitor.ask('/', { 'accept-language': header });
    visitor.expect(status === 200 && text.includes(`<html lang="${expected}">`), `${header.slice(0, 40)}: ${status} ${text.slice(16, 40)}`);
  }
}

async function choices(visit) {
  const visitor = await visit({});
  await visitor.go('/');
  for (const [language, name] of [['en', 'English'], ['fr', 'Français'], ['de', 'Deutsch'], ['nl', 'Nederlands']]) {
    await visitor.follow(name);
    visitor.expect(new URL(visitor.page.url()).pathname === '/', 'back where he was');
    visitor.expect(await visitor.page.locator('h1').innerText() === FRONT[language], `the front page in ${language}`);
    await visitor.look(`front-${language}`, language);
  }
}

async function representative(visit) {
  const jan = await visit({});
  await jan.go('/');
  await jan.look('front', 'nl');
  await jan.follow('E-loket voor ondernemers');
  const answer = await jan.choosePerson('jan');
  jan.expect(answer.status() === 200, `status ${answer.status()}`);
  await jan.look('counter', 'nl');
  const text = await jan.text();
  const parts = ['Jan Peeters', 'Bakkerij Peeters', '0999.999.922', '85.07.30-***.**', 'zaakvoerder', '1 maart 2019', 'geen einddatum'];
  for (const part of parts)
    jan.expect(text.includes(part), `the counter shows ${part}`);
  await jan.page.locator('summary').click();
  const decision = await jan.page.locator('pre').innerText();
  jan.expect(decision.startsWith('TOEGELATEN als wettelijk vertegenwoordiger'), `the decision: ${decision}`);
  await jan.look('counter-decision', 'nl');
  for (const language of ['English', 'Français', 'Deutsch']) {
    await jan.follow(language);
    jan.expect(new URL(jan.page.url()).pathname === '/ondernemers/', `back at the counter in ${language}`);
    await jan.look(`counter-${language}`);
  }
}

async function denied(visit) {
  const jan = await visit({});
  const answer = await jan.signIn('jan', '/subsidies/');
  const { check, text } = await jan.refusal();
  jan.expect(answer.status() === 403 && check === 'right.absent', `${answer.status()} ${check}`);
  jan.expect(text.includes('Gebruikersbeheer') && text.includes("'subsidie-indienen'"), 'what to do');
  jan.expect(/no-store/.test(answer.headers()['cache-control']), 'not kept');
  await jan.look('denied', 'nl');
  for (const [language, word] of [['English', 'What can you do'], ['Français', 'Que pouvez-vous'], ['Deutsch', 'Was können Sie']]) {
    await jan.follow(language);
    jan.expect((await jan.text()).includes(word), `what to do, in ${language}`);
    await jan.look(`denied-${language}`);
  }
  await jan.go('/ondernemers/');
  jan.expect((await jan.text()).includes('Bakkerij Peeters'), 'the other counter is open to him');
}

async function stranger(visit) {
  const tom = await visit({ width: DESK });
  const answer = await tom.signIn('tom', '/ondernemers/');
  const { check, text } = await tom.refusal();
  tom.expect(answer.status() === 403 && check === 'representation.absent', `${answer.status()} ${check}`);
  tom.expect(/hoofdtoegangsbeheerder|wettelijk vertegenwoordiger/.test(text), 'who can help');
  await tom.look('stranger', 'nl');
  const office = await tom.go('/gebruikersbeheer/');
  tom.expect(office.status() === 403, `Gebruikersbeheer: ${office.status()}`);
  const { text: remedy } = await tom.refusal();
  tom.expect(remedy.includes('HTB') || remedy.includes('hoofdtoegangsbeheerder'), 'who can appoint him');
}

async function weak(visit) {
  const els = await visit({});
  const answer = await els.signIn('els-sms', '/subsidies/');
  const { check, text } = await els.refusal();
  els.expect(answer.status() === 403 && /^assurance\./.test(check), `${answer.status()} ${check}`);
  els.expect(/sterker|eID|itsme/i.test(text), 'which key helps');
  await els.look('weak-key', 'nl');
}

// The provider still knows her session, and asks her all the same.
async function stronger(visit) {
  const els = await visit({});
  await els.signIn('els-sms', '/subsidies/');
  await els.follow('Opnieuw aanmelden');
  await els.choosePerson('els');
  const { check } = await els.refusal();
  els.expect(check && !check.startsWith('assurance.'), `with the stronger key: ${check}`);
}

async function two(visit) {
  const mia = await visit({});
  await mia.go('/ondernemers/');
  await mia.choosePerson('mia');
  await mia.page.waitForSelector('.choices');
  await mia.look('choice', 'nl');
  const offered = await mia.page.locator('.choices').innerText();
  for (const [number, hers] of [['0999.999.823', true], ['0999.999.724', true], ['0999.999.922', false]])
    mia.expect(offered.includes(number) === hers, `${number} is ${hers ? '' : 'not '}offered: ${offered}`);
  await mia.press(/0999\.999\.823|Garage Claes/);
  await mia.page.waitForURL('**/ondernemers/');
  mia.expect((await mia.text()).includes('Garage Claes'), 'for the garage');
  await mia.look('counter-garage', 'nl');
  await mia.follow('Andere onderneming');
  await mia.page.waitForSelector('.choices');
  await mia.press(/0999\.999\.724|Claes Verhuur/);
  await mia.go('/ondernemers/');
  const text = await mia.text();
  mia.expect(text.includes('0999.999.724') && !text.includes('0999.999.823'), 'for the other');
  await mia.follow('Andere onderneming');
  await mia.page.fill('#number', '0999.999.922');
  await mia.page.locator('form', { has: mia.page.locator('#number') }).getByRole('button').click();
  await mia.page.waitForSelector('.help');
  const { check } = await mia.refusal();
  mia.expect(check === 'representation.absent', `she does not represent the bakery: ${check}`);
  await mia.look('choice-refused', 'nl');
}

export const basics = [
  ['the language of a header, a wrong one too', headers],
  ['each language by its link', choices],
  ['a legal representative walks in', representative],
  ['but not where a right is asked: why, and what to do', denied],
  ['a stranger is denied, and told who can help', stranger],
  ['a key that is too weak', weak],
  ['and the way to a stronger one', stronger, 'nginx'],
  ['two organisations: a choice', two, 'nginx'],
];
