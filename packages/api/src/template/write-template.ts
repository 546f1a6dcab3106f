import { accepted, checkTemplate, invariant, refused, underPath } from '@halfpenny/core';
import type { Outcome, PromptTemplate } from '@halfpenny/core';
import { eq, sql } from 'drizzle-orm';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import type { NewId } from '../platform/identifiers.ts';
import { checkDefaults } from './check-defaults.ts';
import { readTemplate } from './read-templates.ts';
import type { TemplateRecord } from './read-templates.ts';
import type { AddTemplateVersionInput, CreateTemplateInput, TemplateVersionInput } from './template-input.type.ts';
import { templateTable, templateVersionTable } from './template.table.ts';
import type { TemplateDefaults } from './template.table.ts';

/** What writing templates needs from the outside. */
export interface TemplateParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** For which workspace, and by whom, as people know them. */
export interface Author {
  readonly workspaceId: string;
  readonly name: string;
}

/** A version that may be stored. */
interface CheckedVersion extends PromptTemplate {
  readonly defaults: TemplateDefaults;
}

/** Makes a template with its first version. Refuses a name that another template has. */
export async function createTemplate(parts: TemplateParts, author: Author, input: CreateTemplateInput): Promise<Outcome<TemplateRecord>> {
  const named = checkName(input);
  if (!named.ok) return named;
  const version = checkVersion(input.version);
  if (!version.ok) return version;
  const { workspaceId, name: createdBy } = author;
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    const id = parts.newId();
    const row = { workspaceId, id, ...named.value, createdBy, createdAt: parts.clock() };
    const written = await tx.insert(templateTable).values(row).onConflictDoNothing().returning({ id: templateTable.id });
    if (written.length === 0) return refusedName('A template of this workspace has that name: give another one.');
    await writeVersion(tx, parts, author, { templateId: id, number: 1, version: version.value });
    return accepted(await whole(tx, id));
  });
}

/** Adds a version to a template. One that says what the latest says is not added. Paths lead from the input on. */
export async function addTemplateVersion(
  parts: TemplateParts,
  author: Author,
  { templateId, version: input }: AddTemplateVersionInput,
): Promise<Outcome<TemplateRecord>> {
  const version = checkVersion(input);
  if (!version.ok) return version;
  return await changeTemplate(parts, author, { id: templateId, path: 'templateId' }, async (tx, { template, versions }) => {
    if (template.archivedAt !== null) return refused({ code: 'template-archived', message: archivedMessage, path: ['templateId'] });
    const [latest] = versions;
    invariant(latest !== undefined, 'A template is made with its first version.');
    const same = isDeepStrictEqual({ prompt: latest.prompt, variables: latest.variables, defaults: latest.defaults }, version.value);
    if (!same) await writeVersion(tx, parts, author, { templateId: template.id, number: latest.number + 1, version: version.value });
    return accepted(true);
  });
}

const archivedMessage = 'This template is archived: take it back into use first.';

/** Archives a template, or takes it back into use. Twice is once. */
export async function archiveTemplate(
  parts: TemplateParts,
  author: Author,
  { id, archived }: { readonly id: string; readonly archived: boolean },
): Promise<Outcome<TemplateRecord>> {
  return await changeTemplate(parts, author, { id, path: 'id' }, async (tx, { template }) => {
    const archivedAt = archived ? (template.archivedAt ?? parts.clock()) : null;
    await tx.update(templateTable).set({ archivedAt }).where(eq(templateTable.id, template.id));
    return accepted(true);
  });
}

/** Changes a template that nobody else changes meanwhile, and answers with what it is then. */
async function changeTemplate(
  parts: TemplateParts,
  { workspaceId }: Author,
  { id, path }: { readonly id: string; readonly path: string },
  change: (tx: Transaction, record: TemplateRecord) => Promise<Outcome<true>>,
): Promise<Outcome<TemplateRecord>> {
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    if (isId(id)) await tx.execute(sql`SELECT FROM template WHERE id = ${id}::uuid FOR NO KEY UPDATE`);
    const record = isId(id) ? await readTemplate(tx, id) : undefined;
    if (record === undefined) {
      return refused({ code: 'template-not-found', message: 'There is no template of that id in this workspace.', path: [path] });
    }
    const changed = await change(tx, record);
    return changed.ok ? accepted(await whole(tx, id)) : changed;
  });
}

async function whole(tx: Transaction, id: string): Promise<TemplateRecord> {
  const record = await readTemplate(tx, id);
  invariant(record !== undefined, 'A template that was just written can be read.');
  return record;
}

interface NumberedVersion {
  readonly templateId: string;
  readonly number: number;
  readonly version: CheckedVersion;
}

async function writeVersion(tx: Transaction, parts: TemplateParts, author: Author, { templateId, number, version }: NumberedVersion) {
  const { workspaceId, name: createdBy } = author;
  const row = { workspaceId, id: parts.newId(), templateId, number, ...version, createdBy, createdAt: parts.clock() };
  await tx.insert(templateVersionTable).values(row);
}

function checkVersion(input: TemplateVersionInput): Outcome<CheckedVersion> {
  const variables = input.variables.map(({ name, description, required, default: fallback }) => ({
    name,
    description,
    required,
    default: fallback ?? null,
  }));
  const template = checkTemplate({ prompt: input.prompt, variables });
  if (!template.ok) return refused(underPath(template.refusal, ['version']));
  const defaults = checkDefaults(input.defaults);
  if (!defaults.ok) return refused(underPath(defaults.refusal, ['version', 'defaults']));
  return accepted({ ...template.value, defaults: defaults.value });
}

function checkName({ name, description }: CreateTemplateInput): Outcome<{ readonly name: string; readonly description: string | null }> {
  const trimmed = name.trim();
  const length = Array.from(trimmed).length;
  if (length < 1 || length > 100 || !trimmed.isWellFormed() || trimmed.includes('\0')) {
    return refusedName('A template has a name of 1 to 100 characters.');
  }
  const told = description?.trim() ?? '';
  if (told.length > 1000) {
    return refused({ code: 'invalid-template', message: 'A description has at most 1,000 characters.', path: ['description'] });
  }
  return accepted({ name: trimmed, description: told === '' ? null : told });
}

function refusedName(message: string): Outcome<never> {
  return refused({ code: 'invalid-template', message, path: ['name'] });
}
