import type { StackTemplate } from '../../boot/template/open-template.ts';
import { readUserPool } from './read-user-pools.ts';
import { type Cognito, startCognito } from './start-cognito.ts';
import { createUserPool, type UserPool, type UserPoolSettings } from './user-pool.ts';

/** With the endpoint that stands for the pool's domain. */
export interface StartedUserPool {
  readonly pool: UserPool;
  readonly endpoint: string;
}

/** @throws Error for what Cognito refuses, or the embedded stack can't run */
export function readTemplatePool({
  resources,
  world,
}: Pick<StackTemplate, 'resources' | 'world'>): UserPoolSettings | undefined {
  const [resource, ...others] = resources.ofType('AWS::Cognito::UserPool');
  // Its domain is a host of its own on AWS, and a port here.
  if (others.length > 0) throw new Error('The embedded stack runs one user pool.');
  return resource && readUserPool(resource, resources, world);
}

/**
 * The user pool of a stack.
 *
 * @param port of the endpoint that stands for the pool's domain, for as long as there is a pool
 * @returns to be called with each deployment of the stack; gives `undefined` where the template has none
 */
export function createTemplatePool(
  port: number,
  started: AsyncDisposableStack,
): (settings: UserPoolSettings | undefined) => Promise<StartedUserPool | undefined> {
  let running: (StartedUserPool & { readonly cognito: Cognito }) | undefined;
  const stop = async () => {
    const ended = running;
    running = undefined;
    await ended?.cognito.stop();
  };
  started.defer(stop);
  return async (settings) => {
    if (settings === undefined) {
      await stop();
    } else if (running?.pool.id === settings.id) {
      // Its keys stay: tokens that were given out are good until they expire.
      const pool = { ...running.pool, ...settings };
      running.cognito.deploy(pool);
      running = { ...running, pool };
    } else {
      await stop();
      const pool = await createUserPool(settings);
      const cognito = await startCognito(pool, port);
      running = { pool, cognito, endpoint: cognito.endpoint };
    }
    return running;
  };
}
