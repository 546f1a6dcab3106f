/** The last lines of a start: where Halfpenny is, and a first mutation to paste. */
import { join } from 'node:path';
import { curlCommand, firstGeneration, firstQuote } from './first-request.ts';
import type { Launch } from './launching.ts';

/** Where things are: the service, and the sandbox if there is one. */
interface Whereabouts {
  readonly address: string;
  readonly firstAdminLink: string | undefined;
  readonly sandboxUrl: string | undefined;
}

/** Prints them. Nothing in them needs a change before it is pasted into a shell. */
export function showWelcome({ progress, settings }: Launch, { address: url, firstAdminLink, sandboxUrl }: Whereabouts): void {
  const address = { url, asksForKey: firstAdminLink !== undefined || settings.key !== undefined };
  const { bold, faint } = progress;
  const lines = [
    '',
    `  ${bold('Halfpenny runs at')} ${bold(url)}`,
    '',
    `  ${faint('Admin')}    ${url}/`,
    `  ${faint('GraphQL')}  ${url}/graphql`,
    ...(sandboxUrl === undefined ? [] : [`  ${faint('Invoice')}  ${sandboxUrl}/invoice ${faint('(the sandbox’s own)')}`]),
    ...(firstAdminLink === undefined ? [] : [`  ${bold('First admin')}  ${firstAdminLink} ${faint('(works once)')}`]),
    `  ${faint('Log')}      ${join(settings.dataFolder, 'log')}`,
    '',
    `  ${bold('What would a wizard card cost?')} ${faint('Paste this into another terminal:')}`,
    '',
    curlCommand(firstQuote, address),
    '',
    `  ${bold('Make it.')} ${faint('However often this is pasted, it is made and charged once:')}`,
    '',
    curlCommand(firstGeneration, address),
    '',
    `  ${faint('Ctrl-C stops everything.')}`,
  ];
  for (const line of lines) progress.say(line);
}
