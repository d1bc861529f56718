import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../tools/root';

export interface Snippet {
  /** `README.md:27` */
  readonly place: string;
  /** Folder of the document, absolute. */
  readonly folder: string;
  readonly language: string;
  readonly text: string;
}

const folders = ['docs', 'stacks', 'lambdas', 'tools', 'test'];

/** Every fenced block that names a language, of every document of the repository. */
export function snippets(): readonly Snippet[] {
  const files = folders.flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return [join(packageRoot, 'README.md'), ...files].flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map((match) => ({
      place: `${relative(packageRoot, file)}:${text.slice(0, match.index).split('\n').length}`,
      folder: join(file, '..'),
      language: match[1] as string,
      text: match[2] as string,
    }));
  });
}
