const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

const open = new Set<() => Promise<void>>()

/**
 * Sees to it that `stop` is done when the program is told to end. A program that answers these signals itself is left to
 * do so; it calls what is returned, which does `stop` once.
 */
export function stopWithProgram(stop: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined
  const once = (): Promise<void> => {
    open.delete(once)
    if (open.size === 0) for (const signal of SIGNALS) process.off(signal, onSignal)
    stopped ??= stop()
    return stopped
  }
  if (open.size === 0) for (const signal of SIGNALS) process.on(signal, onSignal)
  open.add(once)
  return once
}

function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return
  // Ends as it would have without us, for whoever looks at how it ended.
  Promise.allSettled([...open].map((stop) => stop())).finally(() => process.kill(process.pid, signal))
}
