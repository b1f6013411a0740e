package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	authv3 "github.com/envoyproxy/go-control-plane/envoy/service/auth/v3"
	typev3 "github.com/envoyproxy/go-control-plane/envoy/type/v3"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/encoding/protojson"
)

// inputOf is what a policy sees: the attributes as Envoy sends them, and what is easier to read of the request.
func inputOf(request *authv3.CheckRequest) (map[string]any, error) {
	text, err := protojson.Marshal(request)
	if err != nil {
		return nil, err
	}
	input := map[string]any{}
	if err := json.Unmarshal(text, &input); err != nil {
		return nil, err
	}
	asked := request.GetAttributes().GetRequest().GetHttp()
	parsed, err := url.Parse(asked.GetPath())
	if err != nil {
		return nil, err
	}
	segments := []any{}
	for _, segment := range strings.Split(strings.TrimLeft(parsed.Path, "/"), "/") {
		segments = append(segments, segment)
	}
	query := map[string]any{}
	for name, values := range parsed.Query() {
		list := []any{}
		for _, value := range values {
			list = append(list, value)
		}
		query[name] = list
	}
	input["parsed_path"], input["parsed_query"] = segments, query
	input["version"] = map[string]any{"encoding": "protojson", "ext_authz": "v3"}
	body := asked.GetBody()
	length, err := strconv.Atoi(asked.GetHeaders()["content-length"])
	truncated := err == nil && length > len(body)
	input["truncated_body"] = truncated
	if body != "" && !truncated && strings.HasPrefix(asked.GetHeaders()["content-type"], "application/json") {
		var value any
		if err := json.Unmarshal([]byte(body), &value); err != nil {
			return nil, err
		}
		input["parsed_body"] = value
	}
	return input, nil
}

// decide asks the policies; where none of them says anything, that is an error and no decision.
func (a *authorizer) decide(ctx context.Context, input map[string]any) (any, error) {
	var decision any
	err := storage.Txn(ctx, a.manager.Store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		results, err := rego.New(
			rego.Query("data."+strings.ReplaceAll(strings.Trim(a.config.Path, "/"), "/", ".")),
			rego.Compiler(a.manager.GetCompiler()),
			rego.Store(a.manager.Store),
			rego.Transaction(txn),
			rego.Input(input),
		).Eval(ctx)
		if err != nil {
			return err
		}
		if len(results) != 1 {
			return fmt.Errorf("no policy decides %s", a.config.Path)
		}
		decision = results[0].Expressions[0].Value
		return nil
	})
	return decision, err
}

func responseOf(decision any) (*authv3.CheckResponse, error) {
	switch said := decision.(type) {
	case bool:
		return answer(said, nil, http.StatusForbidden, ""), nil
	case map[string]any:
		allowed, ok := said["allowed"].(bool)
		if !ok {
			return nil, fmt.Errorf("the decision does not say whether it is allowed")
		}
		headers, _ := said["headers"].(map[string]any)
		body, _ := said["body"].(string)
		code := http.StatusForbidden
		if number, ok := said["http_status"].(json.Number); ok {
			if given, err := number.Int64(); err == nil {
				code = int(given)
			}
		}
		return answer(allowed, headers, code, body), nil
	default:
		return nil, fmt.Errorf("the decision is neither true nor false, nor an object")
	}
}

func answer(allowed bool, headers map[string]any, code int, body string) *authv3.CheckResponse {
	options := []*corev3.HeaderValueOption{}
	for name, value := range headers {
		options = append(options, &corev3.HeaderValueOption{Header: &corev3.HeaderValue{Key: name, Value: fmt.Sprint(value)}})
	}
	if allowed {
		return &authv3.CheckResponse{
			Status:       &status.Status{Code: int32(codes.OK)},
			HttpResponse: &authv3.CheckResponse_OkResponse{OkResponse: &authv3.OkHttpResponse{Headers: options}},
		}
	}
	denied := &authv3.DeniedHttpResponse{Status: &typev3.HttpStatus{Code: typev3.StatusCode(code)}, Headers: options, Body: body}
	return &authv3.CheckResponse{
		Status:       &status.Status{Code: int32(codes.PermissionDenied)},
		HttpResponse: &authv3.CheckResponse_DeniedResponse{DeniedResponse: denied},
	}
}
