// SPDX-License-Identifier: Apache-2.0
// What a browser can be made to send.
const OFFICE = '/gebruikersbeheer/';
const POSTED_TO = { nginx: '/toegang/acs', apache: '/mellon/postResponse' };

// Signs in as Jan, but what is posted back goes through `change` first, which gives the fields to send.
async function intercepted(jan, change) {
  const posted = {}, acs = POSTED_TO[jan.world.server];
  await jan.page.route(`**${acs}`, async (route) => {
    const fields = new URLSearchParams(route.request().postData());
    posted.fields = new URLSearchParams(fields);
    posted.cookies = await jan.cookies();
    await route.continue({ postData: change(fields).toString() });
  });
  await jan.go('/ondernemers/');
  await jan.page.waitForSelector('#button-jan');
  const answered = jan.page.waitForResponse(`**${acs}`);
  await jan.page.click('#button-jan');
  posted.answer = await answered;
  const stays = posted.answer.status() >= 400;
  await jan.page.waitForURL((url) => url.origin === jan.world.url && (url.pathname === acs) === stays);
  return posted;
}

// mod_auth_mellon says no more than that it is a bad request.
async function isRefused(visitor, answer, expected, what) {
  const { check } = visitor.world.server === 'nginx' ? await visitor.refusal() : {};
  visitor.expect(answer.status() >= 400 && (check === undefined || expected.test(check)), `${what}: ${answer.status()} ${check}`);
}

function altered(fields, from, to) {
  const xml = Buffer.from(fields.get('SAMLResponse'), 'base64').toString();
  if (!xml.includes(from)) throw new Error(`the response does not say ${from}`);
  fields.set('SAMLResponse', Buffer.from(xml.replace(from, to)).toString('base64'));
  return fields;
}

async function nobody(visitor) {
  const status = await visitor.send('/ondernemers/');
  visitor.expect(status >= 300 && status < 400 || status === 401, `nobody is signed in: ${status}`);
}

async function tampered(visit) {
  for (const [from, to] of [['85073003328', '90010100123'], ['0999999922', '0999999823'], ['authmech:eid', 'authmech:itsme']]) {
    const jan = await visit({});
    const { answer } = await intercepted(jan, (fields) => altered(fields, from, to));
    await isRefused(jan, answer, /^saml\.signature/, from);
    if (from === '0999999922' && jan.world.server === 'nginx') await jan.look('tampered', 'nl');
    await nobody(jan);
  }
}

async function unsigned(visit) {
  const jan = await visit({});
  const { answer } = await intercepted(jan, (fields) => {
    const xml = Buffer.from(fields.get('SAMLResponse'), 'base64').toString();
    fields.set('SAMLResponse', Buffer.from(xml.replaceAll(/<ds:Signature[ >].*?<\/ds:Signature>/gs, '')).toString('base64'));
    return fields;
  });
  await isRefused(jan, answer, /^saml\.signature\.absent$/, 'without');
  await nobody(jan);
}

// Once more, by who has all that the browser had.
async function replayed(visit) {
  const jan = await visit({});
  const { fields, cookies } = await intercepted(jan, (same) => same);
  jan.expect((await jan.text()).includes('Bakkerij Peeters'), 'the first time it counts');
  const thief = await visit({ cookies }), acs = POSTED_TO[jan.world.server];
  const inputs = [...fields].map(([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('"', '&quot;')}">`);
  await thief.page.setContent(`<form method="post" action="${thief.world.url}${acs}">${inputs.join('')}<button>go</button></form>`);
  const answered = thief.page.waitForResponse(`**${acs}`);
  await thief.page.click('button');
  const answer = await answered;
  await thief.page.waitForURL(`**${acs}`);
  await isRefused(thief, answer, /^replay\.used$/, 'a second time');
  if (thief.world.server === 'nginx') await thief.look('replayed', 'nl');
  await nobody(thief);
}

async function elsewhere(visit) {
  const places = ['https://evil.example/', '//evil.example/', '/\\evil.example', '/%5cevil.example/..//evil.example', 'javascript:alert(1)',
    '/x\r\nSet-Cookie: a=b'];
  for (const to of places) {
    const jan = await visit({});
    await jan.go(`/toegang/sign-in?to=${encodeURIComponent(to)}`);
    if (new URL(jan.page.url()).hostname === 'localhost') await jan.choosePerson('jan');
    jan.expect(new URL(jan.page.url()).origin === jan.world.url, `${to}: he is led to ${jan.page.url()}`);
  }
}

// A page of somebody else, in the browser of somebody who is signed in.
async function foreign(jan, action, fields) {
  const page = await jan.context.newPage();
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  const body = `<form method="post" action="${jan.world.url}${action}">${inputs.join('')}</form><script>document.forms[0].submit()</script>`;
  await page.route('http://evil.example/**', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto('http://evil.example/');
  await page.waitForURL((url) => url.hostname !== 'evil.example');
  await page.close();
}

async function forged(visit) {
  const jan = await visit({});
  await jan.signIn('jan', `${OFFICE}aanstellen`);
  for (const { name, httpOnly, secure, sameSite } of await jan.cookies())
    jan.expect(httpOnly && secure && sameSite === 'Lax', `the cookie ${name} goes along from other sites, or is read by scripts`);
  const token = await jan.page.locator('input[name=token]').getAttribute('value');
  const number = '93.06.22-045.29';
  const send = (form, headers) => jan.send(`${OFFICE}aanstellen`, headers, form);
  const origin = jan.world.url;
  const rows = [[{ number, token }, {}], [{ number, token }, { origin: 'null' }], [{ number, token }, { origin: 'http://evil.example' }],
    [{ number, token }, { origin: `${origin}.evil.example` }], [{ number }, { origin }], [{ number, token: '' }, { origin }],
    [{ number, token: `${token.slice(0, -2)}AA` }, { origin }], [{ number, token: '\u20ac' }, { origin }]];
  for (const [form, headers] of rows) {
    const status = await send(form, headers);
    jan.expect(status === 403, `${Object.keys(form)} ${JSON.stringify(headers)}: ${status}`);
  }
  // The token of one form is none for another.
  const other = await jan.send(`${OFFICE}toekennen`, { origin }, { number, token });
  jan.expect(other === 403, `another form: ${other}`);
  jan.expect(await send({ number: '', token }, { origin }) === 422, 'while the real form is taken');
  await foreign(jan, `${OFFICE}aanstellen`, { number });
  await foreign(jan, `${OFFICE}aanstellen`, { number, token });
  if (jan.world.server === 'nginx') {
    await foreign(jan, '/toegang/organisation', { organisation: 'kbo:0999999823' });
    await foreign(jan, '/toegang/sign-out', {});
  }
  await jan.go(OFFICE); // mod_auth_mellon, asked without its cookie, has begun a new session
  await jan.page.waitForURL(`**${OFFICE}`);
  const text = await jan.text();
  jan.expect(text.includes('Bakkerij Peeters') && !text.includes('Tom Wouters'), 'nothing was changed');
}

// A link of somebody else cannot put words into a page.
async function words(visit) {
  const jan = await visit({});
  await jan.signIn('jan', `${OFFICE}?gedaan=granted&let-op=bel.nu-naar.evil,other,right.self-granted,right.self-granted`);
  const text = await jan.page.getByRole('status').innerText();
  jan.expect(!/evil|\{/.test(text) && text.split('aan uzelf').length === 2, `what a link says: ${text}`);
}

// The token of one person in the browser of another.
async function borrowed(visit) {
  const jan = await visit({}), mia = await visit({});
  await jan.signIn('jan', `${OFFICE}aanstellen`);
  const token = await jan.page.locator('input[name=token]').getAttribute('value');
  await mia.signIn('mia', OFFICE);
  await mia.press(/0999\.999\.823|Garage Claes/);
  await mia.page.waitForURL(`**${OFFICE}`);
  const status = await mia.send(`${OFFICE}aanstellen`, { origin: mia.world.url }, { number: '93.06.22-045.29', token });
  mia.expect(status === 403, `status ${status}`);
}

async function headers(visit) {
  const tom = await visit({});
  await tom.signIn('tom', '/ondernemers/');
  for (const name of ['Toegang-Handle', 'Toegang_Handle', 'X-Toegang-Handle', 'TOEGANG_HANDLE', 'Toegang-As', 'Toegang-Organisation']) {
    const status = await tom.send('/ondernemers/', { [name]: 'kbo:0999999823' });
    tom.expect(status === 403, `${name}: ${status}`);
  }
}

export const attacks = [
  ['a tampered response', tampered],
  ['a response without its signatures', unsigned],
  ['a replayed response', replayed],
  ['nobody is led elsewhere after a sign-in', elsewhere, 'nginx'],
  ['forms of somebody else change nothing', forged],
  ['a link of somebody else says nothing of its own', words, 'nginx'],
  ['a token of one person is none for another', borrowed, 'nginx'],
  ['headers of a visitor are not believed', headers],
];
