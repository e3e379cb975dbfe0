import { describe, expect, it } from 'vitest';
import { judgeChat } from './judge-chat.ts';

const judge = (kind: 'slack' | 'discord', message: unknown) =>
  judgeChat(kind, Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)));

describe('Slack', () => {
  it.each([
    ['a text, of which the first line is shown', { text: 'Released v1\nand more' }, 'Released v1'],
    ['a text beside blocks', { text: 'Released', blocks: [{}] }, 'Released'],
    ['blocks', { blocks: [{ type: 'divider' }, { type: 'divider' }] }, '2 blocks'],
    ['attachments', { attachments: [{ fallback: 'x' }] }, '1 attachment'],
  ])('takes %s', (_, message, title) => {
    expect(judge('slack', message)).toMatchObject({ status: 200, body: 'ok', title });
  });

  it.each([
    ['what is no JSON', 'text=hello', 'invalid_payload'],
    ['what is no object', '["hello"]', 'invalid_payload'],
    ['a message of another service', { content: 'hello' }, 'no_text'],
    ['an empty message', { text: ' ', blocks: [] }, 'no_text'],
  ])('refuses %s', (_, message, body) => {
    expect(judge('slack', message)).toEqual({ status: 400, contentType: 'text/html', body });
  });
});

describe('Discord', () => {
  it.each([
    ['a text', { content: 'Released v1' }, 'Released v1'],
    ['2000 characters, each counted once', { content: '🚀'.repeat(2_000) }, expect.any(String)],
    ['embeds', { embeds: [{ title: 'x' }] }, '1 embed'],
  ])('takes %s', (_, message, title) => {
    expect(judge('discord', message)).toMatchObject({ status: 204, body: '', title });
  });

  it.each([
    ['what is no JSON', 'content=hello', 50_109],
    ['an empty message', { content: '' }, 50_006],
    ['a message of another service', { text: 'hello' }, 50_006],
    ['2001 characters', { content: 'x'.repeat(2_001) }, 50_035],
    ['2001 characters beside an embed', { content: 'x'.repeat(2_001), embeds: [{}] }, 50_035],
  ])('refuses %s', (_, message, code) => {
    const { status, body, title } = judge('discord', message);
    expect([status, JSON.parse(body).code, title]).toEqual([400, code, undefined]);
  });
});

it('shows a line of a message that can do nothing to a terminal, and is not too long', () => {
  const { title = '' } = judge('slack', { text: `\u001b[2Jred${'x'.repeat(500)}` });
  expect(title).toMatch(/^ \[2Jredx+$/);
  expect(title).toHaveLength(120);
});
