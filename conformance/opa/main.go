// OPA itself, with a stand-in for its plugin for Envoy, whose module cannot be had everywhere: what the plugin's documentation says of
// its configuration, of the input and of the decision.
package main

import (
	"os"

	"github.com/open-policy-agent/opa/cmd"
	"github.com/open-policy-agent/opa/v1/runtime"
)

func main() {
	runtime.RegisterPlugin(pluginName, factory{})
	if err := cmd.RootCommand.Execute(); err != nil {
		if exit, ok := err.(*cmd.ExitError); ok {
			os.Exit(exit.Exit)
		}
		os.Exit(1)
	}
}
