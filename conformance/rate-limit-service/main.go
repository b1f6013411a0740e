// Envoy's rate limit service as it is, with a Redis of its own that lives in its memory.
package main

import (
	"log"
	"os"

	"github.com/alicebob/miniredis/v2"
	"github.com/envoyproxy/ratelimit/src/service_cmd/runner"
	"github.com/envoyproxy/ratelimit/src/settings"
)

func main() {
	redis, err := miniredis.Run()
	if err != nil {
		log.Fatal(err)
	}
	for name, value := range map[string]string{
		"REDIS_SOCKET_TYPE": "tcp",
		"REDIS_URL":         redis.Addr(),
		"USE_STATSD":        "false",
	} {
		if err := os.Setenv(name, value); err != nil {
			log.Fatal(err)
		}
	}
	service := runner.NewRunner(settings.NewSettings())
	service.Run()
}
