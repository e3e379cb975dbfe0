import { describe, expect, it } from 'vitest';
import {
  type Destinations,
  describeEvent,
  describeMail,
  describeSent,
} from './describe-message.ts';

const destinations: Destinations = {
  app: { type: 'http', url: 'https://app.example.com' },
  accounting: { type: 'email', from: 'hooks@example.com', to: ['a@example.com', 'b@example.com'] },
  everything: { type: 'eventbridge' },
  orders: {
    type: 'eventbridge',
    busName: 'arn:aws:events:us-east-1:123456789012:event-bus/orders',
  },
};
const arrivedAt = expect.stringMatching(/Z$/);

describe('a mail', () => {
  const mail = { from: 'hooks@example.com', subject: 'Paid\nBcc: x', text: 'Thanks.', bytes: 7 };
  const described = { kind: 'email', title: 'Paid', bytes: 7, arrivedAt };

  it('is of the destination with its sender and recipients', () => {
    const to = ['a@example.com', 'b@example.com'];
    const expected = { ...described, destination: 'accounting' };
    expect(describeMail({ ...mail, to }, destinations)).toEqual(expected);
  });

  it('goes by its recipients where no destination has them', () => {
    const expected = { ...described, destination: 'a@example.com' };
    expect(describeMail({ ...mail, to: ['a@example.com'] }, destinations)).toEqual(expected);
  });
});

describe('an event', () => {
  const event = {
    source: 'spillway.stripe',
    detailType: 'charge.succeeded',
    detail: '{"deliveryId":"evt_1","json":{"secret":1}}',
  };
  const told = {
    kind: 'eventbridge',
    deliveryId: 'evt_1',
    title: 'charge.succeeded from spillway.stripe',
    bytes: 42,
    arrivedAt,
  };

  it.each([
    ['orders', 'orders'],
    ['arn:aws:events:eu-west-1:210987654321:event-bus/orders', 'orders'],
    ['default', 'everything'],
  ])('on the bus %s is of the destination %s', (busName, destination) => {
    const expected = { ...told, destination };
    expect(describeEvent({ ...event, busName }, destinations)).toEqual(expected);
  });

  it('on a bus of no destination goes nowhere', () => {
    expect(describeEvent({ ...event, busName: 'other' }, destinations)).toBeUndefined();
  });

  it('of somebody else may tell no delivery', () => {
    const other = { ...event, busName: 'orders', detail: '{"deliveryId":7}' };
    expect(describeEvent(other, destinations)).not.toHaveProperty('deliveryId');
  });
});

describe('a message in a queue', () => {
  it('is told by its attributes', () => {
    const attributes = { deliveryId: 'evt_1', type: 'charge.succeeded', source: 'stripe' };
    expect(
      describeSent({ queueName: 'q', attributes, body: 'the body!', bytes: 9 }, 'queue'),
    ).toEqual({
      ...{ kind: 'sqs', destination: 'queue', deliveryId: 'evt_1', bytes: 9, arrivedAt },
      title: 'charge.succeeded from stripe',
    });
  });

  it('of somebody else has none', () => {
    expect(
      describeSent({ queueName: 'q', attributes: {}, body: 'the body!', bytes: 9 }, 'queue'),
    ).toEqual({
      ...{ kind: 'sqs', destination: 'queue', bytes: 9, arrivedAt },
      title: 'a message from elsewhere',
    });
  });
});
