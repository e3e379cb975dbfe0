import type { buildApp } from 'fauxqs';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
export type SqsStore = Stores['sqsStore'];
export type SqsQueue = ReturnType<SqsStore['createQueue']>;
export type SqsMessage = SqsQueue['messages'][number];

/**
 * fauxqs' own stores, which its package doesn't export (checked with 2.4.1). Its `startFauxqs` makes them itself
 * but listens on all interfaces; given ours, we listen on 127.0.0.1 and read depths and ages without copying
 * messages.
 */
export async function createStores(): Promise<Stores> {
  const load = async (path: string) => import(new URL(path, import.meta.resolve('fauxqs')).href);
  const [sqs, sns, s3] = await Promise.all([
    load('sqs/sqsStore.js'),
    load('sns/snsStore.js'),
    load('s3/s3Store.js'),
  ]);
  const stores: Stores = {
    sqsStore: new sqs.SqsStore(),
    snsStore: new sns.SnsStore(),
    s3Store: new s3.S3Store(),
  };
  // Without a host of its own, queue URLs carry the address that the client called.
  stores.sqsStore.host = '';
  return stores;
}
