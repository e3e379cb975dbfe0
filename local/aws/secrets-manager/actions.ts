import { z } from 'zod';
import { type Secret, type SecretStore, SecretsFault, type SecretVersion } from './secret-store.ts';

const secretId = z.string().min(1);
const getInput = z.strictObject({
  SecretId: secretId,
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});
const describeInput = z.strictObject({ SecretId: secretId });
const putInput = z.strictObject({
  SecretId: secretId,
  SecretString: z.string().min(1).max(65_536),
  ClientRequestToken: z.string().optional(),
  VersionStages: z.array(z.string()).min(1).optional(),
});
const listInput = z.strictObject({
  MaxResults: z.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
  Filters: z
    .array(z.strictObject({ Key: z.enum(['name', 'all']), Values: z.array(z.string()) }))
    .default([]),
});
const stageInput = z.strictObject({
  SecretId: secretId,
  VersionStage: z.string(),
  MoveToVersionId: z.string().optional(),
  RemoveFromVersionId: z.string().optional(),
});

type Action = (store: SecretStore, input: unknown) => object;

/** The actions that the service and the CLI need, for one store. */
export function secretActions(store: SecretStore) {
  return Object.fromEntries(
    Object.entries(actions).map(([name, run]) => [name, (input: unknown) => run(store, input)]),
  );
}

/** Each takes and gives what the API does. Dates in seconds. */
const actions: Readonly<Record<string, Action>> = {
  GetSecretValue(store, input) {
    const { SecretId, VersionId, VersionStage } = getInput.parse(input);
    const secret = store.find(SecretId);
    const version = store.findVersion(secret, VersionId, VersionStage);
    return {
      ...versionAnswer(secret, version),
      SecretString: version.secretString,
      CreatedDate: version.created / 1000,
    };
  },

  PutSecretValue(store, input) {
    const { SecretId, SecretString, ClientRequestToken, VersionStages } = putInput.parse(input);
    const secret = store.find(SecretId);
    const stages = VersionStages ?? ['AWSCURRENT'];
    return versionAnswer(secret, store.put(secret, SecretString, stages, ClientRequestToken));
  },

  DescribeSecret(store, input) {
    return describeSecret(store.find(describeInput.parse(input).SecretId));
  },

  ListSecrets(store, input) {
    const { MaxResults, NextToken, Filters } = listInput.parse(input);
    const start = Number(NextToken ?? 0);
    const matching = store
      .list()
      .filter(({ name }) =>
        Filters.every(({ Values }) => Values.some((value) => name.startsWith(value))),
      );
    const next = start + MaxResults;
    return {
      SecretList: matching.slice(start, next).map(describeSecret),
      ...(next < matching.length ? { NextToken: String(next) } : {}),
    };
  },

  UpdateSecretVersionStage(store, input) {
    const { SecretId, VersionStage, MoveToVersionId, RemoveFromVersionId } =
      stageInput.parse(input);
    const secret = store.find(SecretId);
    const holder = [...secret.versions.values()].find(({ stages }) => stages.has(VersionStage));
    if (
      holder !== undefined &&
      holder.id !== RemoveFromVersionId &&
      holder.id !== MoveToVersionId
    ) {
      throw new SecretsFault(
        'InvalidParameterException',
        `The parameter RemoveFromVersionId can't be empty. Staging label ${VersionStage} is currently attached to version ${holder.id}.`,
      );
    }
    const to =
      MoveToVersionId === undefined ? undefined : store.findVersion(secret, MoveToVersionId);
    store.moveStage(secret, VersionStage, to);
    return { ARN: secret.arn, Name: secret.name };
  },
};

function versionAnswer(secret: Secret, version: SecretVersion) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    VersionStages: [...version.stages],
  };
}

function describeSecret(secret: Secret) {
  const labelled = [...secret.versions.values()].filter(({ stages }) => stages.size > 0);
  return {
    ARN: secret.arn,
    Name: secret.name,
    ...(secret.description === undefined ? {} : { Description: secret.description }),
    CreatedDate: secret.created / 1000,
    LastChangedDate: secret.changed / 1000,
    VersionIdsToStages: Object.fromEntries(labelled.map(({ id, stages }) => [id, [...stages]])),
    SecretVersionsToStages: Object.fromEntries(labelled.map(({ id, stages }) => [id, [...stages]])),
  };
}
