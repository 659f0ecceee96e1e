/** How a PostgreSQL of ours runs: a small server on one machine, whose word can be relied on. */
export const serverSettings = {
  // Nobody comes but over the socket.
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '128MB',
  // What is acknowledged is on the disk.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Compiling small statements costs more than running them.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log tells of the server, not of statements that failed: even the message of an error may quote a value. Whoever
  // sent the statement is told, and logs it without.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  cluster_name: 'throughline',
} as const satisfies Record<string, string>

/** Settings as arguments of `postgres`. */
export function settingArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
