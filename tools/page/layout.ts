import { createHash } from 'node:crypto';
import { style } from './style';
import { template } from './template';

/** How many of the report came to what; a meaning colours it. */
export interface Count {
  readonly label: string;
  readonly count: number;
  readonly meaning: 'good' | 'bad' | 'unknown' | 'skipped';
}

export interface Page {
  readonly title: string;
  /** A sentence below the title. */
  readonly about: string;
  readonly counts: readonly Count[];
}

/** The style is named by its hash: whatever else would be run or loaded, the browser refuses. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const head = template<Page & { readonly policy: string; readonly style: string }>(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="<%= it.policy %>">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<style><%~ it.style %></style>
</head>
<body>
<header>
<h1><%= it.title %></h1>
<p class="soft"><%= it.about %></p>
<ul class="counts">
<% for (const { label, count, meaning } of it.counts) { %>
<li><b class="<%= count > 0 ? meaning : '' %>"><%= count %></b> <%= label %></li>
<% } %>
</ul>
</header>
<main>
`);

/**
 * A whole page, self-contained, in parts to be written one after the other: of a thousand calls it has megabytes. Pure.
 * @param body HTML; made by templates, so that all it shows is escaped
 */
export function* renderPage(content: Page, body: Iterable<string>): Generator<string> {
  yield head({ ...content, policy, style });
  for (const part of body) yield `${part}\n`;
  yield '</main>\n</body>\n</html>\n';
}
