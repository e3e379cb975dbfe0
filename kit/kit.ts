import config from '#config';
import { createKit } from './create-kit.ts';

/** Takes a webhook through `spillway.config.ts`: docs/testing-your-configuration.md. */
export const routeWebhook = createKit(config, 'spillway.config.ts');
