import { createHash, randomUUID } from 'node:crypto';

export interface SecretVersion {
  readonly id: string;
  readonly secretString: string;
  readonly created: number;
  readonly stages: Set<string>;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly created: number;
  changed: number;
  readonly versions: Map<string, SecretVersion>;
}

/** A refusal in the words of the Secrets Manager API. */
export class SecretsFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'SecretsFault';
    this.code = code;
  }
}

/** The secrets with their versions and staging labels, as Secrets Manager keeps them. */
export class SecretStore {
  readonly #secrets = new Map<string, Secret>();
  readonly #arnPrefix: string;
  /** A fault for tests: the API cuts every connection. */
  isAway = false;

  constructor(region: string, accountId: string) {
    this.#arnPrefix = `arn:aws:secretsmanager:${region}:${accountId}:secret:`;
  }

  /** The ARN that a secret of this name has or would have. Its last six characters depend on the name only. */
  arnOf(name: string): string {
    return `${this.#arnPrefix}${name}-${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;
  }

  create(name: string, secretString: string, description?: string): Secret {
    const now = Date.now();
    const secret: Secret = {
      name,
      arn: this.arnOf(name),
      description,
      created: now,
      changed: now,
      versions: new Map(),
    };
    this.#secrets.set(name, secret);
    this.put(secret, secretString, ['AWSCURRENT']);
    return secret;
  }

  /** At once, without a recovery window, as CloudFormation does. */
  remove(name: string): void {
    this.#secrets.delete(name);
  }

  list(): readonly Secret[] {
    return [...this.#secrets.values()];
  }

  /** @param id name, ARN, or ARN without its last six characters */
  find(id: string): Secret {
    const found =
      this.#secrets.get(id) ?? this.list().find(({ arn }) => arn === id || arn.slice(0, -7) === id);
    if (found === undefined) {
      throw new SecretsFault(
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret.",
      );
    }
    return found;
  }

  /** The version with that id, else with that label, else the current one. */
  findVersion(secret: Secret, versionId?: string, stage?: string): SecretVersion {
    const versions = [...secret.versions.values()];
    const label = stage ?? (versionId === undefined ? 'AWSCURRENT' : undefined);
    const found = versions.find(
      (version) =>
        (versionId === undefined || version.id === versionId) &&
        (label === undefined || version.stages.has(label)),
    );
    if (found === undefined) {
      throw new SecretsFault(
        'ResourceNotFoundException',
        `Secrets Manager can't find the specified secret value for ${versionId === undefined ? `staging label: ${label}` : `VersionId: ${versionId}`}`,
      );
    }
    return found;
  }

  /** Adds a version. The label AWSCURRENT moves to it, and AWSPREVIOUS to the one that had it. */
  put(
    secret: Secret,
    secretString: string,
    stages: readonly string[],
    id: string = randomUUID(),
  ): SecretVersion {
    const existing = secret.versions.get(id);
    if (existing !== undefined) {
      if (existing.secretString === secretString) return existing;
      throw new SecretsFault(
        'ResourceExistsException',
        'A version with this id exists and differs.',
      );
    }
    const version = { id, secretString, created: Date.now(), stages: new Set<string>() };
    secret.versions.set(id, version);
    secret.changed = version.created;
    for (const stage of stages) this.moveStage(secret, stage, version);
    return version;
  }

  moveStage(secret: Secret, stage: string, to: SecretVersion | undefined): void {
    const versions = [...secret.versions.values()];
    const from = versions.find((version) => version.stages.has(stage));
    if (from === to) return;
    from?.stages.delete(stage);
    to?.stages.add(stage);
    if (stage === 'AWSCURRENT' && from !== undefined) this.moveStage(secret, 'AWSPREVIOUS', from);
    secret.changed = Date.now();
  }
}
