import { join } from 'node:path';
import { runCommand, tail } from './run-command.ts';

const version = '1.5.33';

const unreachable =
  /Connection(Error|\s?refused|\s?broken)|NewConnectionError|Max retries|timed? ?out|Temporary failure|Name or service|Network is unreachable|ProxyError|SSLError/i;

type Environment = Readonly<Record<string, string | undefined>>;

export type Installation =
  /** `python`: the interpreter that has it. */
  | { readonly kind: 'installed'; readonly python: string; readonly version: string }
  | { readonly kind: 'skipped'; readonly reason: string };

/**
 * Installs MiniStack, an emulator of AWS's APIs, in a virtual environment below `directory`. Where `python3` has this very
 * version already, as in a virtual environment that is active, that one is taken.
 *
 * Skipped where Python is missing or too old, or where pip can't reach its index.
 *
 * @throws Error with pip's last lines when it failed for any other reason.
 */
export async function installMinistack(directory: string, env: Environment): Promise<Installation> {
  const missing = await whyNoPython(env);
  if (missing) return { kind: 'skipped', reason: missing };
  if (await hasMinistack(env)) return { kind: 'installed', python: 'python3', version };

  const venv = join(directory, 'venv');
  const created = await runCommand('python3', ['-m', 'venv', venv], { timeoutSeconds: 60, env });
  if (created.exitCode !== 0) {
    return { kind: 'skipped', reason: `python3 has no working venv: ${tail(created.output, 3)}` };
  }
  const python = join(venv, 'bin', 'python');
  const options = ['--quiet', '--no-input', '--disable-pip-version-check', '--retries', '1'];
  const pip = ['-m', 'pip', 'install', ...options, '--timeout', '15', `ministack==${version}`];
  const { exitCode, output } = await runCommand(python, pip, { timeoutSeconds: 180, env });
  if (exitCode === 0) return { kind: 'installed', python, version };
  if (exitCode === null) return { kind: 'skipped', reason: 'pip did not end within 3 minutes' };
  const trouble = output.split('\n').find((line) => unreachable.test(line));
  if (trouble) return { kind: 'skipped', reason: `pip can't reach its index: ${trouble.trim()}` };
  throw new Error(`pip install ministack==${version} failed:\n${tail(output)}`);
}

async function hasMinistack(env: Environment): Promise<boolean> {
  const program = 'from importlib.metadata import version; print(version("ministack"))';
  const asked = await runCommand('python3', ['-c', program], { timeoutSeconds: 20, env });
  return asked.exitCode === 0 && asked.output.trim() === version;
}

async function whyNoPython(env: Environment): Promise<string | undefined> {
  const isNewEnough = 'import sys; sys.exit(sys.version_info < (3, 10))';
  try {
    const { exitCode } = await runCommand('python3', ['-c', isNewEnough], {
      timeoutSeconds: 20,
      env,
    });
    return exitCode === 0 ? undefined : 'python3 is older than 3.10, which MiniStack needs';
  } catch {
    return 'there is no python3';
  }
}
