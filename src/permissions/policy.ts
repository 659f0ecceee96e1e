/** Who people are to Throughline. A person may have several roles; what any of them allows is allowed. */
export const roles = {
  worker: 'Social worker',
  manager: 'Team manager',
  serviceManager: 'Service manager',
  analyst: 'Performance analyst',
  quality: 'Quality assurance lead',
  director: 'Director or assistant director',
  member: 'Elected member',
  dataProtection: 'Data protection lead',
  administrator: 'Administrator',
} as const satisfies Record<string, string>

export type Role = keyof typeof roles

/**
 * How a person must stand to a child, from the narrowest: the child's own worker, the child's team, the child's area, the
 * authority. Where no child is meant, `authority` says yes.
 */
export const relationships = ['own', 'team', 'area', 'authority'] as const

export type Relationship = (typeof relationships)[number]

interface Rule {
  /** What it is, for the page that explains permissions. */
  readonly title: string
  /** True where what is shown or sent out may name children: each look is logged. */
  readonly children: boolean
  /**
   * The rule by which row-level security opens rows about children meanwhile. Its own where this is not given and it names
   * children; none where it does not.
   */
  readonly opens?: string
  /** For each role that may, how it must stand to the child. A role that is not named may not. */
  readonly roles: Readonly<Partial<Record<Role, Relationship>>>
}

/** What every role may. */
const everyone = {
  worker: 'authority',
  manager: 'authority',
  serviceManager: 'authority',
  analyst: 'authority',
  quality: 'authority',
  director: 'authority',
  member: 'authority',
  dataProtection: 'authority',
  administrator: 'authority',
} as const satisfies Record<Role, Relationship>

/**
 * Who may see and do what: the one table. Whatever is not here is refused.
 *
 * Sealed records are outside all of it: they open only to people named for that record, and to those who break the glass.
 */
export const policy = {
  // Shows the worker's or manager's own list, so it reaches exactly as far as that; who has no list reaches nothing by it.
  'home.view': {
    title: 'Their own first page, with what is due for their own children',
    children: true,
    // The list's rule, not this one: members, and people who look after others' accounts, see no child here.
    opens: 'worklist.view',
    roles: everyone,
  },
  'child.view': {
    title: "A child's page: who, now, journey and what is due",
    children: true,
    roles: {
      worker: 'own',
      manager: 'team',
      serviceManager: 'area',
      analyst: 'authority',
      quality: 'authority',
      director: 'authority',
    },
  },
  'child.search': {
    title: 'Finding a child',
    children: true,
    roles: {
      worker: 'own',
      manager: 'team',
      serviceManager: 'area',
      analyst: 'authority',
      quality: 'authority',
      director: 'authority',
    },
  },
  'child.break-glass': {
    title: 'Opening a record outside the rules, with a reason, for four hours',
    children: true,
    opens: 'nothing',
    roles: { worker: 'authority', manager: 'authority', serviceManager: 'authority', quality: 'authority' },
  },
  'child.seal': {
    title: 'Sealing a record, and naming who may open it',
    children: true,
    roles: { dataProtection: 'authority' },
  },
  'worklist.view': {
    title: "Today's list: what is due and late",
    children: true,
    roles: { worker: 'own', manager: 'team', serviceManager: 'area', quality: 'authority', director: 'authority' },
  },
  'worklist.export': {
    title: "Taking today's list out as a spreadsheet",
    children: true,
    roles: { manager: 'team', serviceManager: 'area', quality: 'authority' },
  },
  'caseload.view': {
    title: 'Caseloads by worker and team',
    children: false,
    opens: 'caseload.view',
    roles: {
      worker: 'own',
      manager: 'team',
      serviceManager: 'area',
      analyst: 'authority',
      quality: 'authority',
      director: 'authority',
    },
  },
  'quality.view': {
    title: 'Data quality: checks, how many rows, trend',
    children: false,
    opens: 'quality.rows',
    roles: {
      manager: 'authority',
      serviceManager: 'authority',
      analyst: 'authority',
      quality: 'authority',
      director: 'authority',
    },
  },
  'quality.rows': {
    title: 'Data quality: the rows behind a check',
    children: true,
    roles: { manager: 'team', serviceManager: 'area', analyst: 'authority', quality: 'authority' },
  },
  'quality.export': {
    title: 'Data quality: the sheet to send to a team',
    children: true,
    roles: { manager: 'team', serviceManager: 'area', analyst: 'authority', quality: 'authority' },
  },
  'figures.view': {
    title: 'Figures with all their breakdowns',
    children: false,
    roles: {
      manager: 'authority',
      serviceManager: 'authority',
      analyst: 'authority',
      quality: 'authority',
      director: 'authority',
    },
  },
  'figures.rows': {
    title: 'The rows behind a figure',
    children: true,
    roles: {
      manager: 'team',
      serviceManager: 'area',
      analyst: 'authority',
      quality: 'authority',
      director: 'authority',
    },
  },
  'figures.export': {
    title: 'Taking the compendium out as a workbook',
    children: false,
    roles: { analyst: 'authority', quality: 'authority', director: 'authority' },
  },
  'figures.public': {
    title: "The members' briefing: figures with small numbers held back",
    children: false,
    roles: {
      worker: 'authority',
      manager: 'authority',
      serviceManager: 'authority',
      analyst: 'authority',
      quality: 'authority',
      director: 'authority',
      member: 'authority',
    },
  },
  'narrative.ask': {
    title: 'Asking the owner of a measure why it moved',
    children: false,
    roles: { analyst: 'authority', quality: 'authority', director: 'authority' },
  },
  'narrative.give': {
    title: 'Answering why a measure moved',
    children: false,
    roles: { manager: 'authority', serviceManager: 'authority', quality: 'authority', director: 'authority' },
  },
  'figures.rebase': {
    title: 'Beginning a new baseline, with a reason',
    children: false,
    roles: { analyst: 'authority', quality: 'authority' },
  },
  'load.view': {
    title: 'Loads and what became of them',
    children: false,
    roles: { analyst: 'authority', administrator: 'authority' },
  },
  'load.do': {
    title: 'Loading an extract, mending its mapping, putting a load back',
    children: false,
    roles: { analyst: 'authority' },
  },
  'load.rejects': {
    title: 'The rows that could not be loaded',
    children: true,
    roles: { analyst: 'authority' },
  },
  'definitions.view': {
    title: 'Definitions of measures, checks and timescales',
    children: false,
    roles: everyone,
  },
  'access-log.view': {
    title: 'Who has looked at a child, and what a person has looked at',
    children: true,
    opens: 'nothing',
    roles: { dataProtection: 'authority' },
  },
  'access-log.export': {
    title: 'Taking the access log of a child or a person out as a spreadsheet',
    children: true,
    opens: 'nothing',
    roles: { dataProtection: 'authority' },
  },
  'notice.view': {
    title: 'What they are told: records opened outside the rules',
    children: true,
    opens: 'nothing',
    roles: { manager: 'team', dataProtection: 'authority' },
  },
  'administration.do': {
    title: 'People, teams, areas, targets, local timescales, owners of measures',
    children: false,
    roles: { administrator: 'authority' },
  },
} as const satisfies Record<string, Rule>

export type What = keyof typeof policy

interface PolicyRow {
  readonly what: What
  readonly role: Role
  readonly relationship: Relationship
  /** How this role must stand to a child whose rows open meanwhile; null where none do. */
  readonly reach: Relationship | null
}

/** Each rule of the table as a row, as `access.policy_rule` holds them for row-level security. */
export function policyRows(): PolicyRow[] {
  return (Object.keys(policy) as What[]).flatMap((what) =>
    rolesOf(what).map(([role, relationship]) => ({ what, role, relationship, reach: reachOf(what, role) })),
  )
}

/** True when one of `roles` may do `what` at all; of which children, the database says. */
export function may(roles: readonly string[], what: string): boolean {
  return Object.hasOwn(policy, what) && rolesOf(what as What).some(([role]) => roles.includes(role))
}

function rolesOf(what: What): [Role, Relationship][] {
  return Object.entries(policy[what].roles) as [Role, Relationship][]
}

function reachOf(what: What, role: Role): Relationship | null {
  const rule: Rule = policy[what]
  const by: string = rule.opens ?? (rule.children ? what : 'nothing')
  return Object.hasOwn(policy, by) ? ((policy[by as What] as Rule).roles[role] ?? null) : null
}
