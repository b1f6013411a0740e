package main

import (
	"context"
	"fmt"
	"net"
	"strings"

	authv3 "github.com/envoyproxy/go-control-plane/envoy/service/auth/v3"
	"github.com/open-policy-agent/opa/v1/plugins"
	"github.com/open-policy-agent/opa/v1/util"
	"google.golang.org/grpc"
)

const pluginName = "envoy_ext_authz_grpc"

type config struct {
	Addr string `json:"addr"`
	Path string `json:"path"`
}

type factory struct{}

func (factory) Validate(_ *plugins.Manager, given []byte) (any, error) {
	parsed := config{Addr: ":9191", Path: "envoy/authz/allow"}
	if err := util.Unmarshal(given, &parsed); err != nil {
		return nil, err
	}
	if strings.Trim(parsed.Path, "/") == "" {
		return nil, fmt.Errorf("%s: no path of a decision", pluginName)
	}
	return &parsed, nil
}

func (factory) New(manager *plugins.Manager, parsed any) plugins.Plugin {
	manager.UpdatePluginStatus(pluginName, &plugins.Status{State: plugins.StateNotReady})
	return &authorizer{manager: manager, config: parsed.(*config), server: grpc.NewServer()}
}

// authorizer answers what Envoy asks by a decision of the policies that OPA has loaded.
type authorizer struct {
	authv3.UnimplementedAuthorizationServer
	manager *plugins.Manager
	config  *config
	server  *grpc.Server
}

func (a *authorizer) Start(context.Context) error {
	listener, err := net.Listen("tcp", a.config.Addr)
	if err != nil {
		return err
	}
	authv3.RegisterAuthorizationServer(a.server, a)
	go func() { _ = a.server.Serve(listener) }()
	a.manager.UpdatePluginStatus(pluginName, &plugins.Status{State: plugins.StateOK})
	return nil
}

func (a *authorizer) Stop(context.Context) {
	a.server.Stop()
	a.manager.UpdatePluginStatus(pluginName, &plugins.Status{State: plugins.StateNotReady})
}

func (a *authorizer) Reconfigure(context.Context, any) {}

func (a *authorizer) Check(ctx context.Context, request *authv3.CheckRequest) (*authv3.CheckResponse, error) {
	input, err := inputOf(request)
	if err != nil {
		return nil, err
	}
	decision, err := a.decide(ctx, input)
	if err != nil {
		return nil, err
	}
	return responseOf(decision)
}
