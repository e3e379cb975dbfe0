/** Ways to send what has to be refused. */
export const badKinds = ['wrong-secret', 'altered', 'old', 'unsigned'] as const;

export type BadKind = (typeof badKinds)[number];
