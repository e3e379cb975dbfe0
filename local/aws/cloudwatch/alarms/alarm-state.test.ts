import { expect, it } from 'vitest';
import {
  type AlarmState,
  type Breach,
  evaluationRange,
  type MissingDataTreatment,
  stateOf,
} from './alarm-state.ts';

const kept = undefined;
type Row = readonly [string, AlarmState, AlarmState | undefined, AlarmState, AlarmState];
const treatments: readonly MissingDataTreatment[] = [
  'missing',
  'ignore',
  'breaching',
  'notBreaching',
];

function pointsOf(picture: string): Breach[] {
  return picture.split(' ').map((point) => (point === '-' ? undefined : point === 'X'));
}

function statesOf(picture: string, datapointsToAlarm: number) {
  return treatments.map((treatMissingData) =>
    stateOf(pointsOf(picture), { evaluationPeriods: 3, datapointsToAlarm, treatMissingData }),
  );
}

// The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
it.each<Row>([
  ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
  ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
  ['- - - - -', 'INSUFFICIENT_DATA', kept, 'ALARM', 'OK'],
  ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['- - X - -', 'ALARM', kept, 'ALARM', 'OK'],
])('decides 3 of 3 over %s as AWS documents it', (picture, ...states) => {
  expect(statesOf(picture, 3)).toEqual(states);
});

it.each<Row>([
  ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - X -', 'ALARM', kept, 'ALARM', 'OK'],
])('decides 2 of 3 over %s as AWS documents it', (picture, ...states) => {
  expect(statesOf(picture, 2)).toEqual(states);
});

// Rows of the same tables as they were until 2022, which the rules of today decide alike.
// https://github.com/awsdocs/amazon-cloudwatch-user-guide/blob/05fd32f/doc_source/AlarmThatSendsEmail.md
it.each<[...Row, number]>([
  ['- - - - X', 'INSUFFICIENT_DATA', kept, 'ALARM', 'OK', 3],
  ['X - - - -', 'ALARM', kept, 'ALARM', 'OK', 3],
  ['- - - - X', 'INSUFFICIENT_DATA', kept, 'ALARM', 'OK', 2],
])('decides over %s as AWS documented it', (picture, ...rest) => {
  const [missing, ignore, breaching, notBreaching, datapointsToAlarm] = rest;
  const states = [missing, ignore, breaching, notBreaching];
  expect(statesOf(picture, datapointsToAlarm)).toEqual(states);
});

// "the alarm does not go immediately into ALARM state when the data is either" of these
it.each(['- - - - X', '- - - X -'])('does not alarm prematurely over %s with 3 of 3', (picture) => {
  expect(statesOf(picture, 3).slice(0, 2)).toEqual(['INSUFFICIENT_DATA', kept]);
});

it('ignores points that are further back than needed', () => {
  expect(statesOf('X X 0 0 0', 2)).toEqual(['OK', 'OK', 'OK', 'OK']);
});

it('looks at 5 points for 3 periods and at 3 for 1, as in the examples', () => {
  expect(evaluationRange({ evaluationPeriods: 3 })).toBe(5);
  expect(evaluationRange({ evaluationPeriods: 1 })).toBe(3);
});

it.each(['- - - X 0', '- - X - 0'])('is OK once a good point follows: %s', (picture) => {
  const [missing, ignore, , notBreaching] = statesOf(picture, 3);
  expect([missing, ignore, notBreaching]).toEqual(['OK', 'OK', 'OK']);
});
