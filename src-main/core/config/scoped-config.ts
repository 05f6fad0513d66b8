import type { ConfigService } from "./config-service.ts";

/** The same configuration for a part of the core that ends before it: closing this ends that part's listeners alone. */
export function scopedConfig(config: ConfigService): ConfigService {
  const stops = new Set<() => void>();
  return {
    ...config,
    onChange(listener) {
      const end = config.onChange(listener);
      stops.add(end);
      return () => {
        stops.delete(end);
        end();
      };
    },
    close() {
      for (const end of stops) end();
      stops.clear();
    },
  };
}
