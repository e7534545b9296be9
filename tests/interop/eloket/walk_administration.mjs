// SPDX-License-Identifier: Apache-2.0
// The administration: an HTB is appointed, grants a right by national number, that person gets through, and is out again.
import { DESK } from './browser.mjs';

const AN = '90.01.01-001.23', ELS = '81050103522';
const OFFICE = '/gebruikersbeheer/';

async function errors(visit) {
  const jan = await visit({});
  await jan.signIn('jan', OFFICE);
  await jan.look('office-empty', 'nl');
  const text = await jan.text();
  jan.expect(text.includes('Lies De Smet (88.12.03-***.**)') && text.includes('bestuurder'), 'the function holders');
  jan.expect(!text.includes('Frans'), 'a function that ended');
  await jan.follow('Hoofdtoegangs\u00adbeheerder aanstellen');
  await jan.look('appoint', 'nl');
  const rows = [['', 'Vul een rijksregisternummer in'], ['90.01.01-001.24', 'controlecijfers'], ['abc', 'vorm'],
    ['1'.repeat(30), 'telt 11 cijfers'], ['<script>alert(1)</script>', 'vorm']];
  for (const [number, why] of rows) {
    await jan.page.fill('#number', number);
    await jan.press('Aanstellen');
    const error = await jan.page.locator('#number-error').innerText();
    jan.expect(error.includes(why), `${number}: ${error}`);
    jan.expect(await jan.page.locator('#number').getAttribute('aria-invalid') === 'true', 'the field is said to be wrong');
    const tied = await jan.page.locator('#number').getAttribute('aria-describedby');
    jan.expect(tied.includes('number-error'), 'and why is tied to it');
    jan.expect((await jan.page.title()).startsWith('Fout:'), 'the title says so');
  }
  jan.expect(await jan.page.evaluate(() => document.activeElement.classList.contains('message')), 'the message has the focus');
  await jan.page.getByRole('alert').getByRole('link').click();
  jan.expect(await jan.page.evaluate(() => document.activeElement.id) === 'number', 'its link leads to the field');
  await jan.page.fill('#number', '');
  await jan.look('appoint-wrong', 'nl');
  await jan.go(`${OFFICE}toekennen`);
  await jan.page.fill('#number', ELS);
  await jan.page.check('#right');
  await jan.page.fill('#until', '2020-01-01');
  await jan.press('Toekennen');
  jan.expect((await jan.page.locator('#until-error').innerText()).includes('vandaag of later'), 'a day that is over');
  jan.expect(await jan.page.locator('#right').isChecked(), 'what was chosen is kept');
  await jan.page.fill('#number', '');
  await jan.look('grant-wrong', 'nl');
}

async function appoint(visit) {
  const jan = await visit({});
  await jan.signIn('jan', `${OFFICE}aanstellen`);
  await jan.page.fill('#number', AN);
  await jan.press('Aanstellen');
  jan.expect((await jan.page.getByRole('status').innerText()).includes('aangesteld'), 'it is said');
  jan.expect((await jan.text()).includes('An Janssens (90.01.01-***.**)'), 'An is an HTB');
  await jan.look('office-htb', 'nl');
  await jan.go(`${OFFICE}aanstellen`);
  await jan.page.fill('#number', AN.replace(/\D/g, ''));
  await jan.press('Aanstellen');
  jan.expect((await jan.page.getByRole('status').innerText()).includes('al zo'), 'a second time changes nothing');
}

async function grant(visit) {
  const an = await visit({});
  await an.signIn('an', OFFICE);
  await an.follow('Recht toekennen');
  await an.look('grant', 'nl');
  await an.page.fill('#number', ELS);
  await an.page.getByLabel('subsidies aanvragen').check();
  await an.page.fill('#until', '2099-12-31');
  await an.press('Toekennen');
  const text = await an.text();
  for (const part of ['Els Maes (81.05.01-***.**)', 'tot en met 31 december 2099']) an.expect(text.includes(part), `the list shows ${part}`);
  await an.look('office-right', 'nl');
  await an.go(`${OFFICE}toekennen`);
  await an.page.fill('#number', ELS);
  await an.page.getByLabel('subsidies aanvragen').check();
  await an.page.fill('#until', '2098-12-31');
  await an.press('Toekennen');
  an.expect((await an.page.getByRole('status').innerText()).includes('heeft dit recht al'), 'an end that is sooner is no other right');
  for (const language of ['English', 'Français', 'Deutsch']) {
    await an.follow(language);
    await an.look(`office-${language}`);
  }
}

async function through(visit) {
  const els = await visit({ width: DESK });
  const answer = await els.signIn('els', '/subsidies/');
  const text = await els.text();
  els.expect(answer.status() === 200, `status ${answer.status()}`);
  for (const part of ['Els Maes', 'Bakkerij Peeters', 'gebruikersrecht', '31 december 2099', 'An Janssens'])
    els.expect(text.includes(part), `the counter shows ${part}`);
  await els.look('subsidies', 'nl');
  const office = await els.go(OFFICE);
  els.expect(office.status() === 403, 'a right on one counter is none in Gebruikersbeheer');
}

// Els stays signed in all the while.
async function revoke(visit) {
  const els = await visit({}), an = await visit({});
  els.expect((await els.signIn('els', '/subsidies/')).status() === 200, 'she is in');
  await an.signIn('an', OFFICE);
  await an.follow('Intrekken Els Maes, subsidies aanvragen');
  await an.look('revoke-sure', 'nl');
  await an.follow('English');
  await an.look('revoke-sure-English', 'en');
  await an.follow('Nederlands');
  els.expect((await els.page.reload()).status() === 200, 'asking whether one is sure changes nothing');
  await an.press('Ja, intrekken');
  an.expect((await an.page.getByRole('status').innerText()).includes('ingetrokken'), 'it is said');
  const answer = await els.page.reload();
  const { check } = await els.refusal();
  els.expect(answer.status() === 403 && /^right\./.test(check), `she is out: ${answer.status()} ${check}`);
  await els.look('revoked', 'nl');
}

// Who lost his own power while a form was open.
async function dismissed(visit) {
  const an = await visit({}), jan = await visit({});
  await an.signIn('an', `${OFFICE}toekennen`);
  await jan.signIn('jan', OFFICE);
  await jan.follow('Ontslaan An Janssens');
  await jan.look('dismiss-sure', 'nl');
  await jan.press('Ja, ontslaan');
  jan.expect((await jan.page.getByRole('status').innerText()).includes('geen hoofdtoegangsbeheerder meer'), 'it is said');
  await jan.look('dismissed', 'nl');
  await jan.page.goBack();
  jan.expect(new URL(jan.page.url()).pathname === OFFICE, 'the back button asks nothing that was answered');
  await an.page.fill('#number', ELS);
  await an.page.getByLabel('subsidies aanvragen').check();
  await an.press('Toekennen');
  await an.page.waitForLoadState();
  an.expect(/geen vertegenwoordiging|geen toegang/i.test(await an.text()), 'An may no longer');
  await jan.go(OFFICE);
  jan.expect(!(await jan.text()).includes('Els Maes'), 'and nothing was granted');
}

// From the front page to an appointment and its end without touching anything but keys.
async function keyboard(visit) {
  const jan = await visit({});
  const { page } = jan;
  const to = async (name) => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const one = document.activeElement, style = getComputedStyle(one);
        const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        return { name: (one.labels?.[0] ?? one).innerText || one.value, id: one.id, seen };
      });
      if (at.id === name || (at.name ?? '').replaceAll('\u00ad', '').replace(/\s+/g, ' ').trim() === name) {
        if (new URL(page.url()).origin === jan.world.url) jan.expect(at.seen, `the focus on ${name} is seen`);
        return;
      }
    }
    throw new Error(`no way to ${name} by keyboard`);
  };
  const enter = () => Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await jan.go('/');
  await page.keyboard.press('Tab');
  jan.expect(await page.evaluate(() => document.activeElement.classList.contains('skip')), 'first the link to the content');
  await page.keyboard.press('Enter');
  await to('Gebruikersbeheer');
  await enter();
  await to('button-jan');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${OFFICE}`);
  await to('Hoofdtoegangsbeheerder aanstellen');
  await enter();
  await to('number');
  await page.keyboard.type(AN);
  await enter();
  jan.expect((await jan.text()).includes('An Janssens'), 'An is an HTB');
  await to('Ontslaan An Janssens');
  await enter();
  await to('Ja, ontslaan');
  await enter();
  const text = await jan.text();
  jan.expect(text.includes('geen hoofdtoegangsbeheerder meer') && !text.includes('An Janssens'), 'and is none any more');
}

export const administration = [
  ['Gebruikersbeheer: function holders, and errors tied to their fields', errors],
  ['a legal representative appoints an HTB', appoint],
  ['the HTB grants a right by national number', grant],
  ['that person signs in and gets through', through],
  ['the right is revoked and she is out', revoke],
  ['who was dismissed grants nothing, with a form that was open', dismissed],
  ['by keyboard alone', keyboard],
];
