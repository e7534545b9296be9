// SPDX-License-Identifier: Apache-2.0
// Walks through examples/eloket. usage: walk.mjs nginx|apache URL NPM-FOLDER SHOTS IDLE-SECONDS
import { open, Visitor } from './browser.mjs';
import { administration } from './walk_administration.mjs';
import { attacks } from './walk_attacks.mjs';
import { basics } from './walk_basics.mjs';
import { ends, idle } from './walk_ends.mjs';

const [server, url, packages, shots, seconds] = process.argv.slice(2);
const world = { ...await open(packages, shots), server, url, idle: Number(seconds), problems: [] };

let number = 0, bad = 0;
async function walk(name, way) {
  world.problems = [];
  const visitors = [];
  const visit = async (options) => {
    const visitor = await Visitor.of(world, options);
    visitors.push(visitor);
    return visitor;
  };
  try {
    await way(visit, world);
  } catch (error) {
    const where = visitors.map((visitor) => visitor.page.url()).join(' ');
    world.problems.push(`${error.message} (${where})`);
    for (const [at, visitor] of visitors.entries())
      await visitor.page.screenshot({ path: `${shots}/failed-${number + 1}-${at}.png`, fullPage: true }).catch(() => {});
  }
  for (const visitor of visitors) await visitor.close();
  number += 1;
  console.log(`${world.problems.length ? 'not ok' : 'ok'} ${number} - ${name}`);
  for (const problem of world.problems) console.log(`#   ${problem.replaceAll('\n', '\n#   ')}`);
  bad += world.problems.length > 0;
}

// only: where the other server has no such page, or leaves it to a module that is not ours
const waiting = server === 'nginx' && await idle.begin(world);
for (const [name, way, only] of [...basics, ...administration, ...attacks, ...ends])
  if (!only || only === server) await walk(`${server}: ${name}`, way);
if (waiting) await walk(`${server}: an expired session`, (visit) => idle.end(waiting, visit, world));
console.log(`1..${number}`);
await world.browser.close();
process.exit(bad ? 1 : 0);
