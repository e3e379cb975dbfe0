/** Ways to send what has to be refused. */
export const badKinds = ['wrong-secret', 'altered', 'old', 'unsigned'] as const;

export type BadKind = (typeof badKinds)[number];

/** What is wrong with one of them. */
export const badTexts: Readonly<Record<BadKind, string>> = {
  'wrong-secret': 'signed with another secret',
  altered: 'altered on the way',
  old: 'too old',
  unsigned: 'not signed',
};
