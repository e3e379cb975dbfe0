import { expect, it } from 'vitest';
import { endingOf, jobTitle } from './job-texts.ts';

const redriven = {
  ...{ run: 'r-1', moved: 37, refused: 0, doubled: 0, returned: 0, skipped: 0 },
  stopped: 'drained',
} as const;

it('calls a run good that moved all and got none back', () => {
  const { isGood, text, more } = endingOf({ kind: 'redrive', result: redriven });
  expect([isGood, text, more]).toEqual([
    true,
    '37 moved to the intake queue. The dead-letter queue has no more to move.',
    [],
  ]);
});

it('calls no run good of which some came back, or that stopped before its end', () => {
  const back = endingOf({ kind: 'redrive', result: { ...redriven, returned: 2 } });
  expect([back.isGood, back.more]).toEqual([
    false,
    ['2 failed again and came back. What made them fail is not mended.'],
  ]);
  const stopped = endingOf({
    kind: 'redrive',
    result: { ...redriven, stopped: 'sample-returned' },
  });
  expect([stopped.isGood, stopped.more[0]]).toEqual([
    false,
    'Stopped: of the sample, some failed again and came back.',
  ]);
});

it('does not call it good when nothing was discarded', () => {
  const result = {
    discarded: 0,
    undeleted: 0,
    skipped: 3,
    archive: 's3://b/',
    stopped: 'drained',
  } as const;
  expect(endingOf({ kind: 'discard', result })).toEqual({
    ...{ isGood: false, text: '0 discarded.', more: ['3 are others and stay.'] },
  });
});

it('says what was asked for, the filter in it', () => {
  expect(jobTitle({ wish: { kind: 'redrive' } })).toBe('Send through again all letters');
  const filter = { source: 'github', class: 'poison' } as const;
  expect(jobTitle({ wish: { kind: 'redrive', filter, limit: 10 } })).toBe(
    'Send through again at most 10 letters of source github, class poison',
  );
  expect(jobTitle({ wish: { kind: 'discard', why: 'x', id: 'm-1' } })).toBe('Discard one letter');
});
