import type { EmbeddedStack, StackOptions } from '../../local/boot/embedded-stack.ts';
import { startStack } from '../../local/boot/start-stack.ts';
import { fixtureInputs } from './fixture-inputs.ts';

/** The embedded stack with the tests' own configuration and settings, where no other ones are named. */
export function startFixtureStack(options: StackOptions = {}): Promise<EmbeddedStack> {
  return startStack(fixtureInputs(options));
}
