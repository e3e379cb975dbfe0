import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readStackFile, writeStackFile } from '../../client/stack-file.ts';
import { runSpillway } from '../../test/factories/run-spillway.ts';
import { type CliFixture, startCliFixture } from '../cli-fixture.ts';

let fixture: CliFixture;

beforeAll(async () => {
  fixture = await startCliFixture({
    sources: {
      stripe: { sender: 'stripe' },
      shop: { sender: 'shopify' },
      twilio: { sender: 'twilio' },
      bare: { sender: 'stripe' },
      discord: { sender: 'discord' },
    },
  });
  for (const name of ['stripe', 'shop', 'twilio']) {
    fixture.secrets.create(`spillway/dev/sources/${name}`, '{"current":"a secret of its own"}');
  }
  fixture.secrets.create(
    'spillway/dev/sources/discord',
    JSON.stringify({ current: 'ab'.repeat(32) }),
  );
});
afterAll(() => fixture.stop());

it.each<[string, string, string]>([
  ['strpie', 'There is no source strpie. Did you mean stripe?', 'stripe, shop, twilio'],
  ['--source nobody', 'There is no source nobody.', '--config <file>'],
  ['constructor', 'There is no source constructor.', 'stripe, shop, twilio'],
  ['events', 'There is no source events.', 'stripe, shop, twilio'],
  ['stripe --source shop', "can't be sent both to stripe and to shop", '--source'],
  ['stripe --body /nowhere/a.json', '/nowhere/a.json does not exist', '--body - reads stdin'],
  ['stripe --body /', '/ is a directory', '--body - reads stdin'],
  ['stripe --body a --example b', '--body and --example both say what to send', 'Leave one'],
  [
    'stripe --example invoce.paid',
    'no example invoce.paid of Stripe',
    'Did you mean invoice.paid?',
  ],
  ['shop --example nonsense', 'no example nonsense of Shopify', 'orders/create'],
  ['stripe --bad old --count 2', '--bad sends one webhook', '--count'],
  ['shop --bad old', 'no --bad old here: Shopify signs no time', ''],
  ['twilio', "Webhooks of Twilio can't be signed here", 'publicUrl'],
  ['discord', "Webhooks of Discord can't be signed here", 'Only the sender'],
])(
  '`spillway send %s` says what to do instead, and sends nothing',
  async (args, message, remedy) => {
    await expect(fixture.run(['send', ...args.split(' ')])).rejects.toMatchObject({
      message: expect.stringContaining(message),
      remedy: remedy === '' ? undefined : expect.stringContaining(remedy),
      exitCode: 2,
    });
  },
);

it('names the stage in the command that gives a source its secret', async () => {
  fixture.secrets.create('spillway/dev/sources/bare', '{"retired":"an old one"}');
  await expect(fixture.run(['send', 'bare', '--stage', 'local'])).rejects.toMatchObject({
    remedy: 'Give it one: npx spillway secrets set bare --stage local',
  });
});

it.each(['--bad sideways', '--count 0', '--count 1.5', '--wait soon'])(
  'takes no such value: %s',
  async (args) => {
    const run = fixture.run(['send', 'stripe', ...args.split(' ')]);
    await expect(run).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  },
);

it.each(['a\nb', '\u{1f600}'])('sends no header that can not be one: %j', async (type) => {
  const body = ['--body', import.meta.filename, '--no-wait'];
  await expect(fixture.run(['send', 'shop', ...body, '--type', type])).rejects.toMatchObject({
    message: expect.stringMatching(/^It can't be sent: /),
    exitCode: 2,
  });
});

it('takes a header that can not be one for no stage that does not answer', async () => {
  const root = join(fixture.root, 'listening');
  const stack = readStackFile(join(fixture.root, '.spillway', 'stack.json'));
  const listening = { ...stack, endpoint: fixture.endpoints.sqs };
  writeStackFile(listening, join(root, '.spillway', 'stack.json'));
  const odd = ['--body', import.meta.filename, '--no-wait', '--type', 'a\u001bb'];
  await expect(fixture.run(['send', 'shop', ...odd], { root })).rejects.toMatchObject({
    message: expect.stringMatching(/^It can't be sent: /),
    exitCode: 2,
  });
});

it('says that nothing answers, and where no stack runs', async () => {
  await expect(fixture.run(['send', 'stripe', '--no-wait'])).rejects.toMatchObject({
    message: expect.stringContaining('Nothing answers at http://127.0.0.1:1/dev/webhooks/stripe'),
    exitCode: 1,
  });
  await expect(runSpillway(['send'], { root: '/nowhere' })).rejects.toMatchObject({
    remedy: expect.stringContaining('npm start'),
  });
});

it('asks nobody about a deployed stage, and changes nothing, where there is no terminal', async () => {
  await expect(fixture.run(['send', 'stripe', '--stage', 'prod'])).rejects.toMatchObject({
    remedy: 'If it is meant: npx spillway send stripe --stage prod --yes',
  });
});

it('lists the examples of the sources that there are, or all of one', async () => {
  const text = await fixture.run(['send', '--list']);
  expect(text).toContain('stripe\n  invoice.paid\n');
  expect(text).toContain('shop (shopify)\n  orders/create\n');
  const [one] = JSON.parse(await fixture.run(['send', 'twilio', '--list', '--json']));
  expect(one).toMatchObject({ source: 'twilio', sender: 'twilio' });
  expect(one.examples).toContainEqual({ name: 'delivered', type: 'delivered' });
});
