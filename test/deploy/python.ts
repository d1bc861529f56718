import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child';
import { folder, here, workFolder } from './places';

/** Programs of the virtual environment. */
export interface Python {
  readonly python: string;
  readonly cfnLint: string;
}

/**
 * The virtual environment with moto and cfn-lint, made once for each content of requirements.txt.
 * @throws Error that says what is missing on this machine
 */
export async function preparePython(logs: string): Promise<Python> {
  const requirements = join(here, 'requirements.txt');
  const mark = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const made = join(workFolder, `python-${mark}`);
  const python = join(made, 'bin', 'python');
  if (!existsSync(join(made, 'complete'))) {
    rmSync(made, { recursive: true, force: true });
    folder();
    const options = { env: process.env, log: join(logs, 'python.log') };
    const fix = 'install Python 3.10 or later with its venv module (Debian: apt install python3-venv)';
    await run('python3', ['-m', 'venv', made], { ...options, limit: 120 }).catch((error: Error) => {
      throw new Error(`no virtual environment: ${error.message}\n${fix}`);
    });
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await run(python, install, { ...options, limit: 600 });
    writeFileSync(join(made, 'complete'), '');
  }
  return { python, cfnLint: join(made, 'bin', 'cfn-lint') };
}
