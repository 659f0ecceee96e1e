import type { Tx } from '#platform/db'
import type { PlainDate } from '#values'
import type { StoredFile, Upload } from './upload.ts'

const COLUMNS = `
    upload_id as id,
    as_at as "asAt",
    window_from as "windowFrom",
    files,
    files_removed_at as "filesRemovedAt",
    mapping,
    accepted_by is not null as "isAccepted",
    upload.person_id as "personId",
    person.name as "personName",
    uploaded_at as "uploadedAt",
    load_moment as "loadMoment",
    state,
    ended_at as "endedAt",
    snapshot,
    extract,
    outcome`

const FROM = `
    from load.upload
    join access.person on person.authority_id = upload.authority_id and person.person_id = upload.person_id`

/** The last uploads of the visit's authority, newest first. */
export function listUploads(tx: Tx, most: number): Promise<Upload[]> {
  return tx.rows<Upload>(
    `select ${COLUMNS} ${FROM}
    where upload.authority_id = (select access.in_authority())
    order by uploaded_at desc limit $1`,
    [most],
  )
}

export function findUpload(tx: Tx, id: string): Promise<Upload | undefined> {
  return tx.maybe<Upload>(
    `select ${COLUMNS} ${FROM} where upload.authority_id = (select access.in_authority()) and upload_id = $1`,
    [id],
  )
}

/** The id of the upload that this filling-in of the form has made; undefined when it has made none yet. */
export async function findUploadOfForm(tx: Tx, person: number, formKey: string): Promise<string | undefined> {
  const found = await tx.maybe<{ id: string }>(
    `select upload_id as id from load.upload
    where authority_id = (select access.in_authority()) and person_id = $1 and form_key = $2`,
    [person, formKey],
  )
  return found?.id
}

export interface NewUpload {
  readonly authority: string
  readonly person: number
  readonly formKey: string
  readonly asAt: PlainDate
  readonly windowFrom: PlainDate | undefined
  readonly files: readonly StoredFile[]
}

/** Keeps an upload. @returns its id, and whether it is new; the same filling-in of the form makes only one */
export async function addUpload(tx: Tx, added: NewUpload): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const values = [
    added.authority,
    added.person,
    added.formKey,
    added.asAt,
    added.windowFrom ?? null,
    JSON.stringify(added.files),
  ]
  const made = await tx.maybe<{ id: string }>(
    `insert into load.upload (authority_id, person_id, form_key, as_at, window_from, files, load_moment)
    values ($1, $2, $3, $4, $5, $6, now())
    on conflict (authority_id, person_id, form_key) do nothing
    returning upload_id as id`,
    values,
  )
  if (made) return { id: made.id, isNew: true }
  const id = await findUploadOfForm(tx, added.person, added.formKey)
  if (id === undefined) throw new Error('an upload that is there was not found')
  return { id, isNew: false }
}

/** Says that a held extract is right. @returns false when it was not held any more */
export async function acceptUpload(tx: Tx, id: string, person: number): Promise<boolean> {
  const touched = await tx.run(
    `update load.upload set state = 'stored', accepted_by = $2, load_moment = now(), ended_at = null
    where authority_id = (select access.in_authority()) and upload_id = $1 and state = 'held'`,
    [id, person],
  )
  return touched > 0
}

/** Says that a held extract is wrong: it is not loaded. */
export async function withdrawUpload(tx: Tx, id: string): Promise<boolean> {
  const touched = await tx.run(
    `update load.upload set state = 'withdrawn', ended_at = now()
    where authority_id = (select access.in_authority()) and upload_id = $1 and state = 'held'`,
    [id],
  )
  return touched > 0
}

/** Keeps what a person said of sheets and headers, for the upload to be loaded anew by it: while its files are there. */
export async function mapUpload(tx: Tx, id: string, mapping: unknown): Promise<boolean> {
  const touched = await tx.run(
    `update load.upload set state = 'stored', mapping = $2, load_moment = now(), ended_at = null
    where authority_id = (select access.in_authority()) and upload_id = $1 and state <> 'stored' and files_removed_at is null`,
    [id, JSON.stringify(mapping)],
  )
  return touched > 0
}

/** For the worker, which works for all authorities: an upload to be loaded. */
export function findUploadToLoad(tx: Tx, authority: string, id: string): Promise<Upload | undefined> {
  return tx.maybe<Upload>(`select ${COLUMNS} ${FROM} where upload.authority_id = $1 and upload_id = $2`, [
    authority,
    id,
  ])
}

/** Writes what a load answered; not over what has been decided since it began. */
export async function endUpload(
  tx: Tx,
  authority: string,
  upload: Pick<Upload, 'id' | 'loadMoment'>,
  end: Pick<Upload, 'state' | 'snapshot' | 'extract' | 'outcome'>,
): Promise<void> {
  await tx.run(
    `update load.upload set state = $4, snapshot = $5, extract = $6, outcome = $7, ended_at = now()
    where authority_id = $1 and upload_id = $2 and load_moment = $3 and state = 'stored'`,
    [authority, upload.id, upload.loadMoment, end.state, end.snapshot, end.extract, JSON.stringify(end.outcome)],
  )
}

/**
 * Notes that the files of uploads that ended before `before` go. Those that wait for a person to say that they are right keep
 * theirs.
 *
 * @returns their files
 */
export async function expireFiles(tx: Tx, before: Date): Promise<readonly StoredFile[]> {
  const rows = await tx.rows<{ files: readonly StoredFile[] }>(
    `update load.upload set files_removed_at = now()
    where state in ('loaded', 'unchanged', 'refused', 'withdrawn') and ended_at < $1 and files_removed_at is null
    returning files`,
    [before.toISOString()],
  )
  return rows.flatMap(({ files }) => files)
}
