import type { SentWebhook } from './start-console-stack.ts';

/** Set in the window by whatever of it runs. */
export const marker = 'ranOfAWebhook';

const mark = `window.${marker}=1`;
export const attack = `<script>${mark};alert(1)</script><img src=http://evil.example/ onerror=${mark}>`;

/** Beside the other headers, below the 10,240 bytes that API Gateway takes of all of them. */
const many = Array.from({ length: 900 }, (_, index) => [`h${index}`, '<']);

/** Each part that a sender chooses tries to be more than text. One is delivered; one is refused for good in its own words. */
export const hostileWebhooks = {
  delivered: {
    type: '<svg/onload=alert(1)>',
    id: `<script>${mark}</script>`,
    body: JSON.stringify({ [attack]: attack }),
    headers: { 'user-agent': attack, ...Object.fromEntries(many) },
  },
  refused: {
    type: 'issues',
    id: `"><script>${mark}</script>`,
    body: JSON.stringify({ why: attack, much: attack.repeat(40_000) }),
  },
} as const satisfies Record<string, SentWebhook>;
