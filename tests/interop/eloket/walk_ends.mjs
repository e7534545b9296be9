// SPDX-License-Identifier: Apache-2.0
// How a visit ends: signed out, or not used for too long.
import { setTimeout as wait } from 'node:timers/promises';

import { Visitor } from './browser.mjs';

const OFFICE = '/gebruikersbeheer/', FORM = `${OFFICE}aanstellen`;

async function isSignIn(visitor) {
  await visitor.page.waitForSelector('#button-jan').catch(() => {});
  visitor.expect(await visitor.page.locator('#button-jan').count() === 1, 'he is asked who he is');
}

// Ours asks first, because a link of anybody may lead there; mod_auth_mellon does not.
async function leave(visitor, name) {
  await visitor.follow('Afmelden');
  if (visitor.world.server === 'nginx') {
    await visitor.look(name, 'nl');
    await visitor.press('Afmelden');
  }
  const before = ['/toegang/sign-out', '/ondernemers/'];
  await visitor.page.waitForURL((url) => url.origin === visitor.world.url && !before.includes(url.pathname));
}

async function signOut(visit) {
  const jan = await visit({});
  await jan.signIn('jan', '/ondernemers/');
  const kept = await jan.cookies();
  await leave(jan, 'sign-out');
  await jan.look('signed-out');
  await jan.page.goBack();
  await jan.page.goBack();
  await jan.page.waitForLoadState();
  jan.expect(!(await jan.text()).includes('85.07.30-***.**'), 'the back button shows nothing of it');
  await jan.go('/ondernemers/');
  await isSignIn(jan);
  const thief = await visit({ cookies: kept });
  await thief.go('/ondernemers/');
  await isSignIn(thief);
}

async function another(visit) {
  const visitor = await visit({});
  await visitor.signIn('jan', '/ondernemers/');
  await leave(visitor, 'sign-out-again');
  await visitor.signIn('tom', '/ondernemers/');
  visitor.expect((await visitor.refusal()).check === 'representation.absent', 'the next person in the same browser is another');
}

export const ends = [
  ['signed out: the back button shows nothing, a copied cookie opens nothing', signOut],
  ['signed out at the provider too: somebody else can sign in', another],
];

// Begun first and looked at last, so that the other walks are in between.
export const idle = {
  async begin(world) {
    const visitor = await Visitor.of(world, {});
    const answer = await visitor.signIn('jan', FORM).catch(() => null);
    return { visitor, since: Date.now(), status: answer?.status() };
  },
  async end({ visitor, since, status }, visit, world) {
    visitor.problems = world.problems;
    visitor.expect(status === 200, `he was in: ${status}`);
    await wait(Math.max(0, world.idle * 1000 + 2000 - (Date.now() - since)));
    await visitor.context.clearCookies({ domain: 'localhost' }); // the provider has forgotten him as well
    await visitor.page.fill('#number', '93.06.22-045.29');
    await visitor.press('Aanstellen');
    await visitor.page.waitForSelector('.help');
    const { check } = await visitor.refusal();
    visitor.expect(check === 'seal.ended', `a form that is sent too late: ${check}`);
    await visitor.look('expired', 'nl');
    await visitor.page.getByRole('main').getByRole('link', { name: 'Aanmelden' }).click();
    await isSignIn(visitor);
    await visitor.page.click('#button-jan');
    await visitor.page.waitForURL(`**${FORM}`);
    visitor.expect(await visitor.page.locator('#number').inputValue() === '', 'signed in again he is where he was');
    await visitor.go(OFFICE);
    visitor.expect(!(await visitor.text()).includes('Tom Wouters'), 'and nothing was done');
    await visitor.close();
  },
};
