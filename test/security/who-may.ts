import type { Persona } from './county-site.ts'

const everyone = [
  'worker',
  'manager',
  'service-manager',
  'analyst',
  'quality',
  'director',
  'member',
  'data-protection',
  'administrator',
] as const satisfies readonly Persona[]

const practice = ['worker', 'manager', 'service-manager', 'analyst', 'quality', 'director'] as const
const inside = ['manager', 'service-manager', 'analyst', 'quality', 'director'] as const
const leads = ['manager', 'service-manager', 'quality', 'director'] as const
const rows = ['manager', 'service-manager', 'analyst', 'quality'] as const
const loads = ['analyst', 'administrator'] as const

/**
 * Who may ask for each address, said again without the policy table, from who needs it for their work: what differs from
 * it, or is not said here at all, fails the test of the matrix. `anyone` needs no session.
 */
export const whoMay: Readonly<Record<string, readonly Persona[] | 'anyone'>> = {
  'GET /sign-in': 'anyone',
  'POST /sign-in/persona': 'anyone',
  'GET /signed-out': 'anyone',
  'POST /sign-out': everyone,
  'POST /sign-out/everywhere': everyone,

  'GET /': everyone,
  'GET /definitions': everyone,
  'GET /definitions/checks/:named': everyone,
  'GET /definitions/measures/:named': everyone,
  'GET /definitions/timescales': everyone,
  'GET /briefing': [...practice, 'member'],

  'GET /worklist': ['worker', ...leads],
  'GET /worklist/export': ['manager', 'service-manager', 'quality'],
  'GET /children': practice,
  'POST /children': practice,
  'GET /children/:ref': practice,
  'GET /caseloads': practice,
  'GET /caseloads/worker': practice,
  'GET /break-glass': ['worker', 'manager', 'service-manager', 'quality'],
  'POST /break-glass': ['worker', 'manager', 'service-manager', 'quality'],
  'POST /break-glass/ask': ['worker', 'manager', 'service-manager', 'quality'],

  'GET /figures': inside,
  'GET /figures/themes/:theme': inside,
  'GET /figures/:measure': inside,
  'GET /figures/:measure/rows': inside,
  'GET /figures/workbook': ['analyst', 'quality', 'director'],
  'POST /figures/:measure/ask': ['analyst', 'quality', 'director'],
  'GET /figures/:measure/baseline': ['analyst', 'quality'],
  'POST /figures/:measure/baseline': ['analyst', 'quality'],
  'GET /narratives': inside,
  'GET /narratives/:narrative': leads,
  'POST /narratives/:narrative': leads,

  'GET /data-quality': inside,
  'GET /data-quality/teams': rows,
  'GET /data-quality/team': rows,
  'GET /data-quality/team/sheet': rows,
  'GET /data-quality/checks/:check': rows,
  'GET /data-quality/checks/:check/sheet': rows,

  'GET /loads': loads,
  'GET /loads/:id': loads,
  'GET /loads/:id/headers': loads,
  'GET /snapshots': loads,
  'GET /snapshots/:id': loads,
  'GET /loads/new': ['analyst'],
  'POST /loads': ['analyst'],
  'POST /loads/:id/headers': ['analyst'],
  'POST /loads/:id/accept': ['analyst'],
  'POST /loads/:id/withdraw': ['analyst'],
  'POST /loads/:id/again': ['analyst'],
  'GET /loads/:id/rejects': ['analyst'],
  'POST /snapshots/:id/put-back': ['analyst'],

  'GET /notices': ['manager', 'data-protection'],
  'GET /access-log': ['data-protection'],
  'POST /access-log/child': ['data-protection'],
  'GET /access-log/child/:ref': ['data-protection'],
  'GET /access-log/children/:entry/:place': ['data-protection'],
  'GET /access-log/children/:entry/:place/export': ['data-protection'],
  'GET /access-log/opened': ['data-protection'],
  'GET /access-log/opened/:id': ['data-protection'],
  'POST /access-log/opened/:id': ['data-protection'],
  'GET /access-log/people': ['data-protection'],
  'GET /access-log/people/:id': ['data-protection'],
  'GET /access-log/people/:id/export': ['data-protection'],
  'GET /sealed-records': ['data-protection'],
  'POST /sealed-records': ['data-protection'],
  'GET /sealed-records/:id': ['data-protection'],
  'POST /sealed-records/:id/people': ['data-protection'],
  'POST /sealed-records/:id/unseal': ['data-protection'],

  'GET /administration': ['administrator'],
  'GET /administration/groups': ['administrator'],
  'POST /administration/groups': ['administrator'],
  'POST /administration/groups/remove': ['administrator'],
  'GET /administration/measures': ['administrator'],
  'GET /administration/measures/:measure': ['administrator'],
  'POST /administration/measures/:measure': ['administrator'],
  'GET /administration/people': ['administrator'],
  'GET /administration/people/:person': ['administrator'],
  'POST /administration/people/:person': ['administrator'],
  'GET /administration/people/:person/address': ['administrator'],
  'POST /administration/people/:person/address': ['administrator'],
  'GET /administration/timescales': ['administrator'],
  'GET /administration/timescales/:timescale': ['administrator'],
  'POST /administration/timescales/:timescale': ['administrator'],
}
