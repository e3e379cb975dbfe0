import { expect, it } from 'vitest';
import { suggestValues } from './suggest-values.ts';

const summary = `3 dead letters

FINGERPRINT   COUNT  SOURCE  VERSION  ATTEMPTS  FAILED FIRST          FAILED LAST
7a478939f7ca      3  github  1        1         2026-11-26T11:51:54Z  2026-11-26T11:51:55Z
0123456789ab      1  github  2        5         2026-11-26T11:51:54Z  2026-11-26T11:51:55Z
7a478939f7ca  refused at app (push): Destination app answered 410
              9ad3bc02-b9df-4626-89e7-5cfd5b04c572
`;
const listed =
  '$LATEST\t2026-11-26T12:36:33+0000\n4\t2026-11-25T12:36:33+0000\n5\t2026-11-26T12:36:33+0000\n';
const mapping =
  '"FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:spillway-dev-processing:live"';
const versions =
  'FUNCTION    VERSION  PUBLISHED\nprocessing  7        2026-11-26T11:51:54Z  live\n';

it.each([
  ['FINGERPRINT', [summary], ['7a478939f7ca', '0123456789ab']],
  ['FINGERPRINT', [summary, mapping], ['7a478939f7ca', '0123456789ab']],
  ['UUID', [summary], ['9ad3bc02-b9df-4626-89e7-5cfd5b04c572']],
  ['VERSION', [summary], []],
  ['VERSION', [summary, listed], ['4', '5']],
  ['VERSION', [versions, summary], ['7']],
  [
    'ARN OF THE INTAKE QUEUE',
    ['"QueueArn": "arn:aws:sqs:eu-west-1:1:spillway-dev-intake"'],
    ['arn:aws:sqs:eu-west-1:1:spillway-dev-intake'],
  ],
  ['SOURCE', [], ['shop']],
  ['REASON', [summary], []],
])('finds what may stand for <%s>', (name, outputs, found) => {
  expect(suggestValues(name, outputs, 'shop')).toEqual(found);
});
